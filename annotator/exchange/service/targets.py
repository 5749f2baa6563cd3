"""Which article each annotation of another program's file goes to."""

from dataclasses import astuple, replace
from urllib.parse import urlsplit

from annotator.articles.model import Article, Draft, Metadata
from annotator.evidence.model import check_url
from annotator.exchange.columns import KnownArticles
from annotator.exchange.model import ImportedAnnotation, ImportedFile, ImportedText
from annotator.exchange.service.plan import ImportChoices, ImportTarget, SkippedAnnotation
from annotator.kernel.canonical_text import canonical, check_usable, sha256
from annotator.kernel.errors import InvalidValue, UnusableCharacters
from annotator.kernel.excerpts import excerpt
from annotator.project import Project

_URN = "urn:uuid:"
"""The name of an article without an address in exports."""
_TEXTS = 10
"""Articles whose texts are looked at where none is chosen."""
_SHOWN = 60
"""Code points of a text that stand for its title where it has none."""


def known_articles(project: Project, article_id: str = "") -> KnownArticles:
    """Return the articles by which columns of a table are told from each other.

    Their texts are that of the chosen article, or else those of the first articles of the project.
    """
    articles = project.articles.page()
    chosen = [article for article in articles if article.id == article_id] or articles[:_TEXTS]
    return KnownArticles(
        tuple(project.articles.text(article.version.id) for article in chosen),
        frozenset(article.metadata.url for article in articles if article.metadata.url),
    )


class ImportTargets:
    """The articles that a file's annotations go to: found by text, by address, or as chosen.

    ``asks_article``: an annotation named none of them, so that the chosen article was needed.
    """

    def __init__(self, project: Project, foreign: ImportedFile, choices: ImportChoices) -> None:
        self._project = project
        self._choices = choices
        self._articles = project.articles.page()
        self._newest: dict[str, Article] = {}
        self._addresses: dict[str, Article] = {}
        for article in self._in_order():
            self._newest.setdefault(article.version.sha256, article)
            self._addresses.setdefault(f"{_URN}{article.id}", article)
            if article.metadata.url:
                self._addresses.setdefault(_address(article.metadata.url), article)
        self._older: dict[str, Article] | None = None
        self._known: dict[str, ImportTarget] = {}
        self.asks_article = False
        self.bad: list[SkippedAnnotation] = []
        self.texts: dict[str, ImportedText] = {}
        self._of_text: dict[str, ImportTarget | str] = {}
        for text in foreign.texts:
            if text.key not in self.texts:
                self.texts[text.key] = text
                self._of_text[text.key] = self._target_of_text(text)

    @property
    def new(self) -> tuple[ImportTarget, ...]:
        """The articles that come in with the file, in its order."""
        return tuple(target for target in self._known.values() if target.draft)

    def carries(self, annotation: ImportedAnnotation) -> bool:
        """Whether the file carries the text an annotation is on."""
        return annotation.text_key in self.texts

    def of(self, annotation: ImportedAnnotation) -> ImportTarget | str:
        """The article an annotation goes to, or a sentence on why there is none."""
        if self.carries(annotation):
            return self._of_text[annotation.text_key]
        url = annotation.url.strip()
        found = self._addresses.get(url) or self._addresses.get(_address(url)) if url else None
        if found is not None:
            return self._existing(found)
        self.asks_article = True
        return self._chosen() or _no_article(url)

    # inner workings

    def _in_order(self) -> list[Article]:
        """By number, but the chosen one first: of several alike, that one is meant."""
        chosen = self._choices.article_id
        return sorted(self._articles, key=lambda article: article.id != chosen)

    def _target_of_text(self, foreign: ImportedText) -> ImportTarget | str:
        try:
            text = canonical(foreign.text)
            metadata = _metadata(foreign.metadata)
        except UnusableCharacters as error:
            return self._left_out(foreign, str(error))
        if not text.strip():
            return self._left_out(foreign, "Its text is empty.")
        digest = sha256(text)
        if digest in self._newest:
            return self._existing(self._newest[digest])
        if digest in self._with_older():
            older = "The file has an older version of this article. Placed in the newest one."
            return self._existing(self._with_older()[digest], older)
        chosen = None if self._choices.adds_articles else self._chosen()
        if chosen is not None:
            return replace(chosen, remark="The file has another text. Placed by its words.")
        heading = metadata.title or _beginning(text)
        return self._keep(ImportTarget(digest, heading, draft=Draft(text, metadata)))

    def _left_out(self, foreign: ImportedText, why: str) -> str:
        name = foreign.metadata.title or foreign.key
        self.bad.append(SkippedAnnotation(f"text “{name}”" if name else "text", why))
        return f"Its text cannot be kept. {why}"

    def _with_older(self) -> dict[str, Article]:
        if self._older is None:
            self._older = {}
            for article in self._in_order():
                if article.version.number > 1:
                    for digest in self._project.same_texts.versions_of(article.id):
                        self._older.setdefault(digest, article)
        return self._older

    def _existing(self, article: Article, remark: str = "") -> ImportTarget:
        target = ImportTarget(article.id, article.heading, article, remark=remark)
        return target if remark else self._keep(target)

    def _chosen(self) -> ImportTarget | None:
        wanted = self._choices.article_id
        found = next((article for article in self._articles if article.id == wanted), None)
        return self._existing(found) if found else None

    def _keep(self, target: ImportTarget) -> ImportTarget:
        return self._known.setdefault(target.key, target)


def _beginning(text: str) -> str:
    """The first line of a text that has no title, shortened."""
    return excerpt(" ".join(text.strip().partition("\n")[0].split()), _SHOWN)


def _no_article(url: str) -> str:
    if url:
        return f"No article of this project has the address {url}, and none was chosen for it."
    return "The file does not say which article it is on, and none was chosen for it."


def _address(url: str) -> str:
    """Return the common form of equal addresses; the text itself where it is no address."""
    try:
        parts = urlsplit(url)
        host = (parts.netloc or "").lower()
    except ValueError:
        return url
    if parts.scheme.lower() not in {"http", "https"}:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _metadata(metadata: Metadata) -> Metadata:
    """Return the file's metadata of its text, without an address that is none of the web's."""
    for words in astuple(metadata):
        check_usable(words)
    try:
        check_url("URL", metadata.url)
    except InvalidValue:
        return replace(metadata, url="")
    return metadata
