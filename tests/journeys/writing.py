"""Articles for whole working days: as long as needed, the same every time, no two sentences alike.

What makes sentences hard to tell apart in real articles is in them: abbreviations, decimals,
initials, quotations of several sentences, headlines without a full stop, other scripts, emoji.
"""

from itertools import cycle, islice

_PLACES = "Port Alder,Grauwik,São Roque,Łęczno,Kesh,Tel Harim,Nandpur,Quay Hill".split(",")
_PEOPLE = (
    "Inés Calder,Dr. M. Osei,Prof. Ruth Lindqvist,J. T. Marlow,Mayor Per Aas,Sgt. Liu Yan"
).split(",")
_BODIES = "harbour office,water board,U.S. auditors,county court,health ministry,union".split(",")
_PATTERNS = (
    "The {body} of {place} spent {n}.5 million crowns on dredging in {year}.",
    "“We closed berth {n} for a week,” said {person}. “Nobody was hurt.”",
    "According to {person}, {n} per cent of the nurses in {place} left in {year}.",
    "No. {n} on the list, the {body} of {place}, has not answered since Oct. {day}.",
    "It is the largest of {n} harbours on the coast, e.g. larger than {place}.",
    "In {year} the {body} counted {n},{n} ships; {person} counted {n} fewer.",
    "“Is that true of {place}?” asked {person} on {year}-10-{day}.",
    "Temperatures reached {n}.4 °C in {place} 🌡️, the highest since {year}.",
    "وقالت البلدية إن عدد السفن بلغ {n} سفينة في عام {year}.",
    "The crane (built by {person} in {year}) can lift {n} tonnes.",
)
_HEADLINES = "The money,The ships,What the nurses say,A warm winter,Unanswered".split(",")


def article_of(sentences: int) -> str:
    """A text of this many sentences, in paragraphs of four with a headline now and then."""
    paragraphs, written = [], 0
    headlines = cycle(_HEADLINES)
    lines = iter(_sentences())
    while written < sentences:
        if written % 40 == 0:
            paragraphs.append(next(headlines))
        size = min(4, sentences - written)
        paragraphs.append(" ".join(islice(lines, size)))
        written += size
    return "\n\n".join(paragraphs)


def _sentences() -> "cycle[str]":
    found = [
        _PATTERNS[n % len(_PATTERNS)].format(
            n=11 + n,
            year=1950 + n % 76,
            day=10 + n % 20,
            place=_PLACES[n * 3 % len(_PLACES)],
            person=_PEOPLE[n * 5 % len(_PEOPLE)],
            body=_BODIES[n * 7 % len(_BODIES)],
        )
        for n in range(1000)
    ]
    return cycle(found)
