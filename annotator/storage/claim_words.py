"""The SQL for the words that a claim has today, as judgements keep them and are compared with them.

A claim stands where it does in the newest version in which it has a place: what it stood on in
older versions is history. A place of it that nobody has decided about in the newest version of its
article leaves the claim undecided, and no judgement holds for that.
"""

CURRENT = """(SELECT o.version_id FROM highlights o JOIN versions v ON v.id = o.version_id
    WHERE o.claim_id = {0} ORDER BY v.number DESC, v.id DESC LIMIT 1)"""
"""The newest version in which a claim has a place; ``format`` it with the SQL of the claim's id."""

OPEN_PLACES = """FROM placements p JOIN highlights o ON o.id = p.highlight_id
    AND o.claim_id = p.claim_id JOIN versions v ON v.id = p.version_id
    WHERE p.outcome = '' AND NOT EXISTS (SELECT 1 FROM versions n
        WHERE n.article_id = v.article_id AND n.number > v.number)"""
"""The places ``p`` that nobody has decided about in the newest version of their article."""

UNDECIDED = f"EXISTS (SELECT 1 {OPEN_PLACES} AND p.claim_id = {{0}})"
"""Whether a claim has such a place; ``format`` it with the SQL of the claim's id."""


def words_of(claim: str) -> str:
    """Return the SQL for the words that a claim has now, as a judgement keeps them.

    Args:
        claim: The SQL for the id of the claim.
    """
    return words_in(claim, CURRENT.format(claim))


def words_in(claim: str, version: str) -> str:
    """Return the SQL for the words of a claim in a version.

    Args:
        claim: The SQL for the id of the claim.
        version: The SQL for the id of the version.
    """
    # joined to an empty text, so that the log takes it for the text that it is, and not for JSON
    return f"""(SELECT json_group_array(json_array(version_id, "start", "end", quote, sentence))
        || '' FROM (SELECT version_id, "start", "end", quote, sentence FROM highlights
        WHERE claim_id = {claim} AND version_id = {version}
        ORDER BY "start", "end", quote, sentence))"""


def take_words_of(table: str) -> str:
    """Return the SQL by which judgements that know no words take the words of their claims.

    Args:
        table: The table of the judgements.
    """
    return f"UPDATE {table} SET given_on = {words_of(f'{table}.claim_id')} WHERE given_on = ''"
