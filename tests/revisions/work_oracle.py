"""An oracle of random work by two people: what each author saw, and where people put claims.

It knows the sentences of every text from having made them, and asks the program nothing about
sentences. It sees that no verdict holds but on all the words, in the sentences, that its author
saw, and that no claim came to stand by itself but on words and a sentence that it had.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.articles.model import Version
from annotator.kernel.canonical_text import canonical, sha256
from annotator.kernel.positions import Span
from annotator.project import Project

Seen = frozenset[tuple[str, str, int]]
"""Words of a claim, each with their sentence and their place in it."""
_ENDS = " \n.,;:!?。、，؟،।"
_HELD = {"verified", "disputed", "unsupported"}


@dataclass(frozen=True)
class Script:
    """A language of few words: a sentence is a subject, a verb, a number and a thing.

    ``between`` stands between its words, ``end`` ends it, and ``gap`` stands between two sentences.
    """

    subjects: Sequence[str]
    verbs: Sequence[str]
    things: Sequence[str]
    negation: str
    between: str = " "
    end: str = "."
    gap: str = " "

    def sentence(self, n: int) -> str:
        """Return a sentence; of like numbers they share most words."""
        subject, verb = self.subjects[n % len(self.subjects)], self.verbs[n % len(self.verbs)]
        thing = self.things[n // 3 % len(self.things)]
        words = (subject, verb, str(n % 5 + 2), thing, verb, str(n % 5 + 2), thing)
        return self.between.join(words) + self.end

    def changed(self, one: str, n: int) -> str:
        """Return a sentence in which a word is negated, replaced, cut or counted otherwise."""
        words = self.words(one)
        at = n // 4 % len(words)
        match n % 4:
            case 0:
                words.insert(at, self.negation)
            case 1:
                words[at] = self.subjects[n // 4 % len(self.subjects)]
            case 2 if len(words) > 3:
                del words[at]
            case _:
                words[at] = str(n % 90 + 10)
        return self.between.join(words) + self.end

    def words(self, one: str) -> list[str]:
        body = one.removesuffix(self.end)
        return body.split(self.between) if self.between else list(body)


SCRIPTS = {
    "Latin": Script(
        ("Rivers", "Towers", "Mayors", "Schools"),
        ("crossed", "counted", "closed"),
        ("bridges", "children", "markets"),
        "never",
    ),
    "Cyrillic": Script(
        ("Реки", "Башни", "Мэры", "Школы"),
        ("закрыли", "считали", "красили"),
        ("мостов", "детей", "рынков"),
        "не",
    ),
    "Arabic": Script(
        ("الأنهار", "الأبراج", "المدارس"), ("أغلقت", "أحصت"), ("جسور", "أطفال", "أسواق"), "لم"
    ),
    "Hebrew": Script(("נהרות", "מגדלים", "ראשים"), ("סגרו", "ספרו"), ("גשרים", "ילדים"), "לא"),
    "Devanagari": Script(
        ("नदियाँ", "मीनारें", "स्कूल"),
        ("बंद", "गिने"),
        ("पुल", "बच्चे", "बाज़ार"),
        "नहीं",
        end="।",
    ),
    "Thai": Script(
        ("แม่น้ำ", "หอคอย", "โรงเรียน"), ("ปิด", "นับ"), ("สะพาน", "เด็ก"), "ไม่", end="", gap="\n"
    ),
    "Chinese": Script(
        ("河", "塔", "市"),
        ("关", "数", "开"),
        ("桥", "孩", "校"),
        "不",
        between="",
        end="。",
        gap="",
    ),
    "Japanese": Script(
        ("かわ", "とう"),
        ("とじた", "かぞえた"),
        ("はし", "こども"),
        "ない",
        between="、",
        end="。",
        gap="",
    ),
}
Sentences = tuple[str, ...]


def edited(script: Script, sentences: Sentences, rng: random.Random) -> Sentences:
    """Return sentences after an edit."""
    found, n = [*sentences], rng.randrange(1000)
    at, there = rng.randrange(len(found)), rng.randrange(len(found))
    match rng.randrange(7):
        case 0 | 1:
            found[at] = script.changed(found[at], n)
        case 2:
            found.insert(there, found.pop(at))
        case 3:
            found.insert(there, found[at])
        case 4 if len(found) > 2:
            del found[at]
        case 5 if len(found) > 2 and script.end:
            first = found.pop(at)
            joined = script.between.join((*script.words(first), script.negation))
            found[at % len(found)] = joined + script.between + found[at % len(found)]
        case _:
            found.insert(at, script.sentence(n))
    return tuple(found)


@dataclass
class Oracle:
    """What people saw and did, in all files of a project."""

    script: Script
    texts: dict[str, Sentences] = field(default_factory=dict)
    seen: dict[tuple[str, str, str], Seen] = field(default_factory=dict)
    """By table, author and moment of a judgement what its author saw."""
    placed: dict[tuple[str, Span], None] = field(default_factory=dict)
    """The highlights, each with every stretch on which it was seen to stand rightly."""
    read: set[str] = field(default_factory=set)
    """The sentences that somebody marked as nothing to check."""

    def written(self, sentences: Sentences) -> str:
        """Return a text of sentences, some of which end their paragraph."""
        gaps = ("\n\n" if n % 4 == 3 else self.script.gap for n in range(len(sentences)))
        text = canonical("".join(f"{one}{gap}" for one, gap in zip(sentences, gaps, strict=True)))
        self.texts.setdefault(sha256(text), sentences)
        return text

    def touched(self, sha: str, span: Span) -> dict[str, int]:
        """Return the sentences that a stretch touches, with their starts."""
        start, found = 0, dict[str, int]()
        for n, one in enumerate(self.texts[sha]):
            end = start + len(one)
            if start < span.end and span.start < end:
                found.setdefault(one, start)
            start = end + (2 if n % 4 == 3 else len(self.script.gap))
        return found

    def people_read(self, project: Project, sha: str, version_id: str) -> None:
        """Take the sentences that are marked by now for marked by people."""
        for mark in project.coverage.of_version(version_id):
            self.read.update(self.touched(sha, mark.span))

    def around(self, sha: str, span: Span, quote: str) -> tuple[str, str, int]:
        """Return words with the sentences that they touch, and their place in these."""
        words = quote.strip(_ENDS)
        first = span.start + quote.find(words)
        start, found, begin = 0, list[str](), 0
        for n, one in enumerate(self.texts[sha]):
            end = start + len(one)
            if start < span.end and span.start < end:
                begin = begin if found else start
                found.append(one)
            start = end + (2 if n % 4 == 3 else len(self.script.gap))
        return " ".join(words.split()), " ".join(found), first - begin

    def places(self, project: Project, claim_id: str) -> dict[int, Seen]:
        """Return what a claim stands on, by the number of the version."""
        claim = project.claims.get(claim_id)
        versions = {v.id: v for v in project.articles.versions(claim.article_id)}
        found: dict[int, set[tuple[str, str, int]]] = {}
        for place in project.highlights.of_claim(claim_id):
            version = versions[place.version_id]
            around = self.around(version.sha256, place.span, place.quote)
            if around[0]:
                found.setdefault(version.number, set()).add(around)
        return {number: frozenset(those) for number, those in found.items()}

    def now(self, project: Project, claim_id: str) -> Seen:
        """Return what a claim stands on now."""
        places = self.places(project, claim_id)
        return places[max(places)] if places else frozenset()

    def judged(self, project: Project, table: str, claim_id: str) -> None:
        """Remember what the author of the newest judgement on a claim saw."""
        (row,) = project._file.rows(
            f"SELECT {_MOMENT[table]} FROM {table} WHERE claim_id = ? AND checker_id = ?",
            [claim_id, project.author.id],
        )
        # a join lets a judgement go over to another claim, under another id
        self.seen[table, project.author.id, str(row[0])] = self.now(project, claim_id)

    def people_placed(self, project: Project) -> None:
        """Take all places of claims for right: a person has just put one there."""
        for identity, span in _highlights(project):
            self.placed[identity, span] = None

    def check(self, project: Project) -> None:
        """See that the bar holds in a file."""
        self._check_places(project)
        for version in self._versions(project):
            for mark in project.coverage.of_version(version.id):
                assert {*self.touched(version.sha256, mark.span)} <= self.read, "not read"
        for article in project.articles.page():
            undecided = {*project.placements.undecided_claims(article.id)}
            for claim in project.claims.of_article(article.id):
                row = project.claims.row(claim.id)
                assert row is not None
                if row.standing.value in _HELD:
                    assert claim.id not in undecided, "a verdict holds on a claim without a place"
                    assert self._holds(project, claim.id, row.standing.value), (
                        row.standing,
                        self.now(project, claim.id),
                        self.seen,
                    )

    def _holds(self, project: Project, claim_id: str, verdict: str) -> bool:
        now = self.now(project, claim_id)
        return any(
            self.seen[table, str(author), str(at)] == now
            for table, moment in _MOMENT.items()
            for author, at in project._file.rows(
                f"SELECT checker_id, {moment} FROM {table} WHERE claim_id = ? AND verdict = ?",
                [claim_id, verdict],
            )
        )

    def _check_places(self, project: Project) -> None:
        """See that what the program placed reads as another place of the claim does."""
        for article in project.articles.page():
            texts = {v.id: (v, project.articles.text(v.id)) for v in self._versions(project)}
            for claim in project.claims.of_article(article.id):
                places = project.highlights.of_claim(claim.id)
                read = {}
                for place in places:
                    version, text = texts[place.version_id]
                    assert place.span.of(text) == place.quote, "a quote is not in its text"
                    read[place.id] = self.around(version.sha256, place.span, place.quote)
                known = {read[p.id] for p in places if (p.id, p.span) in self.placed}
                for place in places:
                    if (place.id, place.span) not in self.placed:
                        assert read[place.id] in known, ("silently placed", read[place.id], known)
        self.people_placed(project)

    @staticmethod
    def _versions(project: Project) -> Iterator[Version]:
        for article in project.articles.page():
            yield from project.articles.versions(article.id)


_MOMENT = {"tags": "tagged_at", "rulings": "ruled_at"}


def _highlights(project: Project) -> Iterator[tuple[str, Span]]:
    rows = project._file.rows('SELECT id, "start", "end" FROM highlights')
    yield from ((str(identity), Span(start, end)) for identity, start, end in rows)
