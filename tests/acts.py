"""Everything a user can do to a project, each chosen by small numbers, for property tests."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from annotator.articles import service
from annotator.articles.model import Article, Draft, Metadata, OriginalFile
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.highlights import Highlight
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.service import claims, coverage, fields, places, same_claims
from annotator.claims.service import queries as asking
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.evidence.model import Evidence, EvidenceDetails, SourceDetails, Stance
from annotator.evidence.service import evidence as sourcing
from annotator.exchange.model import ImportedAnnotation, ImportedFile, ImportedText
from annotator.exchange.service import imports
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue, NothingVisible, OwnTag
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.review.rulings import Settlement
from annotator.review.service import comments, reviews, rulings
from tests.projects import TEXT, state

Pick = tuple[int, int]
Act = Callable[[Project, Pick], Outcome | None]


def one_of_the_claims(project: Project, n: int) -> Claim | None:
    claims = [c for a in project.articles.page() for c in project.claims.of_article(a.id)]
    return claims[n % len(claims)] if claims else None


def evidence(project: Project, n: int) -> Evidence | None:
    claim = one_of_the_claims(project, n)
    pieces = project.evidence.of_claims([claim.id]) if claim else []
    return pieces[n % len(pieces)] if pieces else None


def add_article(project: Project, pick: Pick) -> Outcome | None:
    file = OriginalFile(f"{pick[1] % 2}.txt", "text/plain", b"%d" % (pick[1] % 2))
    text = TEXT * (1 + pick[0] % 2)
    return service.add_article(project, Draft(text, Metadata(f"T{pick[0]}"), original=file))


def describe(project: Project, pick: Pick) -> Outcome | None:
    articles = project.articles.page()
    said = Metadata(f"Title {pick[1]}", language="en")
    if not articles:
        return None
    return service.describe_article(project, articles[pick[0] % len(articles)], said)


def remove_article(project: Project, pick: Pick) -> Outcome | None:
    articles = project.articles.page()
    # not too often, so that there is something for the other acts
    if not articles or pick[1] % 3:
        return None
    return service.remove_article(project, articles[pick[0] % len(articles)])


def mark(project: Project, pick: Pick) -> Outcome | None:
    articles = project.articles.page()
    if not articles:
        return None
    article = articles[pick[0] % len(articles)]
    return claims.mark(project, article, Span(pick[0], pick[0] + 1 + pick[1]))


def on_a_claim(act: Callable[[Project, Claim, Pick], Outcome | None]) -> Act:
    def chosen(project: Project, pick: Pick) -> Outcome | None:
        claim = one_of_the_claims(project, pick[0])
        return act(project, claim, pick) if claim else None

    return chosen


def on_evidence(act: Callable[[Project, Evidence, Pick], Outcome]) -> Act:
    def chosen(project: Project, pick: Pick) -> Outcome | None:
        piece = evidence(project, pick[0])
        return act(project, piece, pick) if piece else None

    return chosen


def tag(project: Project, claim: Claim, pick: Pick) -> Outcome:
    verdict = list(Verdict)[pick[1] % 3]
    return claims.tag(project, [claim.id], verdict, DisputeReason.MISLEADING)


def add_place(project: Project, claim: Claim, pick: Pick) -> Outcome:
    version = project.articles.get(claim.article_id).version
    return places.add_places(project, claim, version, [Span(pick[1], pick[1] + 4)])


def add_everywhere(project: Project, place: Highlight, _: Pick) -> Outcome:
    claim = project.claims.get(place.claim_id)
    version = project.articles.get(claim.article_id).version
    return places.add_places(project, claim, version, places.same_words(project, place))


def on_a_place(act: Callable[[Project, Highlight, Pick], Outcome]) -> Act:
    """An act on one of a claim's places; that it refuses is no change."""

    def chosen(project: Project, pick: Pick) -> Outcome | None:
        claim = one_of_the_claims(project, pick[0])
        places = project.highlights.of_claim(claim.id) if claim else []
        try:
            return act(project, places[pick[1] % len(places)], pick) if places else None
        except InvalidValue:
            return None

    return chosen


def join_same(project: Project, pick: Pick) -> Outcome | None:
    found = same_claims.find_same_claims(project)
    groups = found.one_to_one() if pick[1] % 2 else [group.ids for group in found.identical]
    return same_claims.join_same_claims(project, groups[: 1 + pick[0] % 3])


def keep_apart(project: Project, pick: Pick) -> Outcome | None:
    pairs = same_claims.find_same_claims(project).overlapping
    return same_claims.keep_apart(project, pairs[pick[0] % len(pairs)].ids) if pairs else None


def let_together(project: Project, pick: Pick) -> Outcome | None:
    articles = [article.id for article in project.articles.page()]
    pairs = [pair for i in articles for pair in same_claims.kept_apart(project, i)]
    if not pairs:
        return None
    one, other = pairs[pick[0] % len(pairs)]
    return same_claims.let_together(project, (one.id, other.id))


def find_again(project: Project, claim: Claim, pick: Pick) -> Outcome | None:
    """Find some of a claim's words as a colleague does who does not see it, in a claim apart."""
    found = [h for h in project.highlights.of_claim(claim.id) if len(h.span) > 2]
    if not found:
        return None
    span = found[pick[0] % len(found)].span
    file = ImportedFile(
        "g",
        "Test",
        (ImportedText("a", project.articles.text(found[0].version_id)),),
        (
            ImportedAnnotation(
                "line",
                "",
                "a",
                offsets=((span.start, span.end - pick[1] % 2),),
                verdict="true",
                annotator=("Ben", "Cleo")[pick[0] % 2],
            ),
        ),
    )
    planned = imports.plan(project, file)
    same = imports.same_after(project, planned).all if pick[1] % 3 == 0 else ()
    return imports.bring_in(project, planned, same=[group.ids for group in same])


def join(project: Project, claim: Claim, pick: Pick) -> Outcome | None:
    others = [c for c in project.claims.of_article(claim.article_id) if c.id != claim.id]
    return places.join(project, claim, others[pick[1] % len(others)]) if others else None


def remove_note(project: Project, claim: Claim, pick: Pick) -> Outcome:
    notes = [note.id for note in project.people.notes(claim.id)]
    return claims.remove_note(project, claim, notes[pick[1] % len(notes)] if notes else "")


def answer(project: Project, claim: Claim, pick: Pick) -> Outcome | None:
    queries = project.people.queries(claim.id)
    return asking.answer(project, queries[-1], f"Yes {pick[1]}.") if queries else None


def on_a_stretch(act: Callable[[Project, Article, Sentences, Span], Outcome]) -> Act:
    def chosen(project: Project, pick: Pick) -> Outcome | None:
        articles = project.articles.page()
        if not articles:
            return None
        article = articles[pick[0] % len(articles)]
        sentences = Sentences(project.articles.text(article.version.id))
        return act(project, article, sentences, Span(pick[0], pick[0] + 1 + 4 * pick[1]))

    return chosen


def add_evidence(project: Project, claim: Claim, pick: Pick) -> Outcome:
    sources = project.evidence.sources()
    source: SourceDetails | str = SourceDetails(f"Source {pick[1]}")
    if sources and pick[1] % 2:
        source = sources[pick[1] % len(sources)].id
    file = OriginalFile("f.bin", "application/octet-stream", bytes([pick[1] % 3]))
    return sourcing.add_evidence(project, claim, source, EvidenceDetails(), (file,) * (pick[1] % 3))


def edit_evidence(project: Project, piece: Evidence, pick: Pick) -> Outcome:
    source = SourceDetails(f"Other {pick[1]}", confidential=True, code_name="X")
    return sourcing.edit_evidence(project, piece, source, EvidenceDetails(Stance.CONTEXT))


def several_claims(project: Project, n: int) -> list[str]:
    claims = [c.id for a in project.articles.page()[:1] for c in project.claims.of_article(a.id)]
    return claims[: 1 + n % 4]


def tag_several(project: Project, pick: Pick) -> Outcome:
    verdict, ids = list(Verdict)[pick[1] % 3], several_claims(project, pick[0])
    return claims.tag(project, ids, verdict, DisputeReason.CONTRADICTED)


def remove_several(project: Project, pick: Pick) -> Outcome:
    return claims.remove(project, several_claims(project, pick[0]))


def on_a_tag(act: Callable[[Project, Tag, Pick], Outcome]) -> Act:
    """An act on one of a claim's tags; that one's own is refused is no change."""

    def chosen(project: Project, pick: Pick) -> Outcome | None:
        claim = one_of_the_claims(project, pick[0])
        tags = project.tags.of_claims([claim.id]) if claim else []
        try:
            return act(project, tags[pick[1] % len(tags)], pick) if tags else None
        except (OwnTag, InvalidValue):
            return None

    return chosen


def settle(project: Project, tag: Tag, _: Pick) -> Outcome:
    claim = project.claims.get(tag.claim_id)
    # a verdict on other words is one that nobody gave on those of today
    said = Settlement(tag.verdict, tag.reason, tag.conclusion, "It holds for these words, too.")
    return rulings.settle(project, claim, project.tags.of_claims([claim.id]), said)


def settle_agreed(project: Project, pick: Pick) -> Outcome | None:
    articles = project.articles.page()
    if not articles:
        return None
    article = articles[pick[0] % len(articles)]
    return rulings.settle_agreed(project, article, rulings.agreeing(project, article))


def take_review_back(project: Project, claim: Claim, _: Pick) -> Outcome | None:
    mine = [r for r in project.reviews.of_claims([claim.id]) if r.checker == project.author.name]
    return reviews.take_back(project, mine[0]) if mine else None


def remove_comment(project: Project, claim: Claim, _: Pick) -> Outcome | None:
    said = [c for c in project.comments.of_claim(claim.id) if c.author == project.author.name]
    return comments.remove(project, said[0]) if said else None


def bring_in(project: Project, pick: Pick) -> Outcome:
    """An import of annotations, on a text that is here or on one of its own, and an answer."""
    text = TEXT * (1 + pick[0] % 3)
    said = [
        ImportedAnnotation(
            f"line {n}",
            str(n),
            "a",
            offsets=((start, start + 4),),
            verdict=("", "verified", "Half true")[(n + pick[0]) % 3],
            comment=f"Said {pick[1] % 4}.",
            tags=("x",) * (pick[1] % 2),
            links=("https://example.org/a",) * (pick[1] % 3),
            annotator=("", "Ben", "Cleo")[pick[0] % 3],
            replies_to="0" if n == 2 else "",
        )
        for n, start in enumerate((pick[0], pick[1], pick[1]))
    ]
    file = ImportedFile("f", "Test", (ImportedText("a", text),), tuple(said))
    return imports.bring_in(project, imports.plan(project, file))


def where_visible(act: Act) -> Act:
    """The act, or none where it would mark what nobody can see."""

    def done(project: Project, pick: Pick) -> Outcome | None:
        try:
            return act(project, pick)
        except NothingVisible:
            return None

    return done


_ACTS: Sequence[Act] = (
    bring_in,
    on_a_tag(lambda p, t, _: reviews.accept(p, t)),
    on_a_tag(lambda p, t, n: reviews.reject(p, t, f"No, {n[1]}.")),
    on_a_tag(lambda p, t, n: reviews.propose(p, t, list(Verdict)[n[1] % 2 * 2])),
    on_a_tag(settle),
    settle_agreed,
    on_a_claim(take_review_back),
    on_a_claim(lambda p, c, _: rulings.take_back(p, c)),
    on_a_claim(lambda p, c, n: comments.comment(p, c, f"Hm, {n[1]}.")),
    on_a_claim(remove_comment),
    tag_several,
    remove_several,
    add_article,
    describe,
    mark,
    mark,
    on_a_claim(tag),
    on_a_claim(tag),
    on_a_claim(add_place),
    on_a_place(lambda p, h, n: places.move_place(p, h, Span(n[1], n[1] + 9))),
    on_a_place(add_everywhere),
    on_a_place(lambda p, h, _: places.remove_place(p, h)),
    on_a_place(lambda p, h, n: places.split_at(p, h, h.span.start + n[1])),
    on_a_place(lambda p, h, n: places.split(p, h, Span(h.span.start, h.span.start + 1 + n[1]))),
    on_a_claim(join),
    on_a_claim(lambda p, c, n: claims.conclude(p, c, f"So {n[1]}.", "")),
    on_a_claim(lambda p, c, _: claims.untag(p, [c.id])),
    on_a_claim(lambda p, c, n: state(p, c, f"Said {n[1]} 中文.")),
    on_a_claim(lambda p, c, n: fields.say(p, c, ClaimWords.SPEAKER, f"Speaker {n[1]}")),
    on_a_claim(lambda p, c, n: fields.set_status(p, [c.id], list(ClaimStatus)[n[1] % 4])),
    on_a_claim(lambda p, c, n: fields.set_kinds(p, c, list(ClaimKind)[: n[1] % 9])),
    on_a_claim(lambda p, c, n: asking.ask(p, c, "Inés", f"Really {n[1]}?")),
    on_a_claim(answer),
    on_a_claim(lambda p, c, n: asking.log_contact(p, c, ContactDetails(f"P. {n[1]}"))),
    on_a_claim(lambda p, c, n: claims.note(p, c, f"Note {n[1]}.")),
    on_a_claim(remove_note),
    on_a_stretch(coverage.nothing_to_check),
    on_a_stretch(coverage.look_again),
    on_a_claim(add_evidence),
    on_evidence(edit_evidence),
    on_evidence(lambda p, e, _: sourcing.attach(p, e, OriginalFile("g", "text/plain", b"g"))),
    on_evidence(lambda p, e, _: sourcing.remove_evidence(p, e)),
    join_same,
    keep_apart,
    keep_apart,
    let_together,
    on_a_claim(find_again),
    on_a_claim(find_again),
    on_a_claim(lambda p, c, _: claims.remove(p, [c.id])),
    remove_article,
)
ACTS: Sequence[Act] = tuple(map(where_visible, _ACTS))

sequences = st.lists(
    st.tuples(st.sampled_from(ACTS), st.tuples(st.integers(0, 90), st.integers(0, 20))),
    min_size=1,
    max_size=20,
)
