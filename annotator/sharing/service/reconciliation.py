"""The reconciliation of two files' rows, so that each row finds the rows it refers to.

A row cannot stand where a row that it refers to was removed in the other file. Then the removed row
and the work done with it are one conflict. Where an article was joined with another, the references
to the former lead to the latter from then on. Rows of joined claims and people are those that both
files would have if the same joins had been made in them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotator.claims.judged_words import JUDGEMENTS, lead_on
from annotator.kernel.errors import InconsistentFile
from annotator.sharing.column_groups import EXISTENCE, State
from annotator.sharing.repository.joins import JoinedStates, is_joined_note, source_of
from annotator.sharing.repository.unseen_changes import News, UnseenChanges
from annotator.sharing.row_merge import (
    DisjointSet,
    Events,
    Key,
    MergeCase,
    RowMerge,
    meet,
    meet_joined,
)
from annotator.storage.ids import carried_id


class Reconciliation:
    """Every row that differs between a project and another file, with its state after a merge."""

    def __init__(
        self,
        here: JoinedStates,
        there: JoinedStates,
        news: UnseenChanges,
        joined: Mapping[str, str],
    ) -> None:
        self._here = here
        self._there = there
        self._joined = joined
        self._present: set[Key] = set()
        self._news = news
        by_joins = {*here.changed, *there.changed, *here.notes(), *there.notes()}
        keys = sorted({*news.rows, *by_joins, *(("joined", i) for i in news.joins.heirs)})
        ours, theirs = here.many(keys), there.many(keys)
        self.rows: dict[Key, RowMerge] = {
            key: self._meet(key, ours.get(key), theirs.get(key)) for key in keys
        }
        self._take_judged_words()
        self._fates = DisjointSet()
        self._keep_what_is_led_to()
        self._see_to_parents([*self.rows])
        self._let_places_follow()
        self._share_fates()
        self._leave_places()

    def conflicts(self) -> list[Key]:
        """The rows by which conflicts are decided."""
        return [key for key, meeting in self.rows.items() if meeting.conflict == key]

    def _meet(self, key: Key, ours: State | None, theirs: State | None) -> RowMerge:
        news, joins = self._news, self._news.joins
        states = [state for state in (ours, theirs) if state is not None]
        our_news, their_news = news.ours.get(key, {}), news.theirs.get(key, {})
        if key[0] == "joined" and key[1] in joins.heirs:
            return meet_joined(key, ours, theirs, {}, {})
        if not any(joins.concerns(key[0], state) for state in states):
            return meet(key, ours, theirs, our_news, their_news)
        if key[0] == "notes" and is_joined_note(states[0]):
            return _meet_note(key, ours, theirs, news)
        return meet_joined(key, ours, theirs, our_news, their_news)

    def _take_judged_words(self) -> None:
        """Let judgements of which both files guessed the words be given on the same words.

        Two files that were upgraded apart filled in the words of their claims as they stood. Where
        one of the files had moved the words by then, the other one knows what was judged.
        """
        moved_here, moved_there = self._moved(self._news.ours), self._moved(self._news.theirs)
        claims = [("claims", claim_id) for claim_id in sorted(moved_here | moved_there)]
        ours, theirs = (side.leading_to(claims, JUDGEMENTS) for side in (self._here, self._there))
        for key in ours.keys() & theirs.keys() - self.rows.keys():
            here, there, claim_id = ours[key], theirs[key], ours[key]["claim_id"]
            words = min(str(here["given_on"]), str(there["given_on"]))
            if claim_id not in moved_there:
                words = str(there["given_on"])
            elif claim_id not in moved_here:
                words = str(here["given_on"])
            if here["given_on"] != there["given_on"]:
                case = MergeCase.SAME if words == here["given_on"] else MergeCase.NEWER
                state = {**here, "given_on": words}
                self.rows[key] = RowMerge(key, case, here, there, state, state)

    def _moved(self, news: News) -> set[str]:
        """Return the claims of which a file moved highlights without the other knowing."""
        keys = [key for key in news if key[0] == "highlights"]
        sides = (self._here.many(keys), self._there.many(keys))
        return {str(state["claim_id"]) for side in sides for state in side.values()}

    # rows removed there to which rows here lead

    def _keep_what_is_led_to(self) -> None:
        gone = {k for k, m in self.rows.items() if m.ours is not None and m.if_theirs is None}
        for key in sorted(gone):
            if self.rows[key].case is MergeCase.CONFLICT:
                self._contest_removal(key)
        for child, state in self._here.leading_to(gone).items():
            for _, parent in self._here.parents(child, state):
                if parent in gone:
                    self._hold(parent, child, state)

    def _hold(self, parent: Key, child: Key, state: State) -> None:
        meeting = self.rows.get(child) or self._untouched(child, state)
        if meeting.if_mine is None:
            return
        moved = self._led_on(child, meeting.if_mine)
        if parent not in {p for _, p in self._here.parents(child, moved)}:
            self.rows[child] = meeting.settled_as(moved)
            return
        self._contest_removal(parent)

    def _contest_removal(self, root: Key) -> None:
        """Let a removal there, with all that hangs on the row here, be one conflict."""
        pending = [root]
        while pending:
            key = pending.pop()
            meeting = self.rows.get(key)
            if meeting is not None and meeting.conflict == root and key != root:
                continue
            children = [
                child
                for child, state in self._here.leading_to([key]).items()
                if self._still_leads(child, state, key)
            ]
            ours = meeting.ours if meeting else None
            meeting = meeting or self._untouched(key, self._here.many([key])[key])
            kept = ours if meeting.if_mine is None else meeting.if_mine
            self._put(root, meeting, if_mine=kept, if_theirs=self._elsewhere(meeting, root))
            pending += children
            if kept is not None:
                self._keep_above(key, kept)

    def _keep_above(self, key: Key, kept: State) -> None:
        """Keep the rows that a row refers to with it, if it is to stay."""
        for _, parent in self._here.parents(key, kept):
            led = self.rows.get(parent)
            if led is not None and led.ours is not None and led.if_mine is None:
                self._contest_removal(parent)

    def _still_leads(self, child: Key, state: State, parent: Key) -> bool:
        """Whether a row leads there even when all that was done to it is taken over."""
        meeting = self.rows.get(child)
        kept = state if meeting is None or meeting.if_mine is None else meeting.if_mine
        return parent in {p for _, p in self._here.parents(child, kept)}

    def _elsewhere(self, meeting: RowMerge, root: Key) -> State | None:
        """Return a row's state if the row it refers to goes: none, unless it was moved away."""
        state = meeting.if_theirs
        if meeting.key == root or state is None or state == meeting.ours:
            return None
        led = (self.rows.get(parent) for _, parent in self._here.parents(meeting.key, state))
        # what was removed here may come back with it; what goes there will not
        goes = (p is not None and p.ours is not None and p.if_theirs is None for p in led)
        return None if any(goes) else state

    # rows that come in and lead to rows removed here

    def _see_to_parents(self, keys: list[Key]) -> None:
        pending = [*keys]
        self._look_up(pending)
        for key in keys:
            if self.rows[key].case is MergeCase.CONFLICT and self.rows[key].ours is None:
                pending += self._bring_back(self.rows[key].conflict or key)
        while pending:
            key = pending.pop()
            meeting = self.rows[key]
            if meeting.if_theirs is None:
                continue
            moved = self._led_on(key, meeting.if_theirs)
            if moved != meeting.if_theirs:
                meeting = self.rows[key] = (
                    replace(meeting, if_theirs=moved)
                    if meeting.conflict
                    else meeting.settled_as(moved)
                )
            for _, parent in self._there.parents(key, moved):
                if not self._stands(parent):
                    pending += self._contest_return(parent, key)
                else:
                    self._follow(key, parent)

    def _look_up(self, keys: Iterable[Key]) -> None:
        """Look up at once which of the referenced rows are here."""
        states = ((key, self.rows[key].if_theirs) for key in keys)
        parents = {
            parent
            for key, state in states
            if state is not None
            for _, parent in self._here.parents(key, state)
            if parent not in self.rows
        }
        self._present |= {*self._here.many(parents)}

    def _stands(self, key: Key) -> bool:
        meeting = self.rows.get(key)
        if meeting is None:
            return key in self._present or bool(self._here.many([key]))
        return meeting.if_theirs is not None

    def _contest_return(self, root: Key, child: Key) -> list[Key]:
        """Make one conflict of a removal here and the work done there with the row."""
        came = self.rows[child]
        self._put(root, came, if_mine=came.ours, if_theirs=came.if_theirs)
        return self._bring_back(root)

    def _follow(self, child: Key, parent: Key) -> None:
        """Let a row share the decision on the row it refers to, which may not come back."""
        led, meeting = self.rows.get(parent), self.rows[child]
        if led is None or led.conflict is None or led.if_mine is not None:
            return
        if meeting.conflict is None or self._fates.differ(meeting.conflict, led.conflict):
            state = meeting.if_mine
            leads = state is not None and parent in {p for _, p in self._here.parents(child, state)}
            mine = meeting.ours if leads else state
            self._put(led.conflict, meeting, if_mine=mine, if_theirs=meeting.if_theirs)

    def _bring_back(self, root: Key) -> list[Key]:
        """Let what was removed here come back, with all that hung on it, if they are to decide."""
        returned: list[Key] = []
        pending = [root]
        while pending:
            key = pending.pop()
            if key in returned:
                continue
            theirs = self._there.many([key]).get(key)
            if theirs is None:
                raise InconsistentFile(self._there.path, "a row in it leads to nothing")
            meeting = self.rows.get(key) or RowMerge(key, MergeCase.SAME, None, theirs, None, None)
            self._put(root, meeting, if_mine=meeting.if_mine, if_theirs=theirs)
            returned.append(key)
            hanging = self._there.leading_to([key])
            pending += [row for row in hanging if not self._stands(row)]
        return returned

    # decisions about places in a new version

    def _let_places_follow(self) -> None:
        """Let a place in a new version come and go with the decision that was made about it."""
        decided = [m for k, m in self.rows.items() if k[0] == "placements" and m.conflict == k]
        for key in (meeting.key for meeting in decided):
            place = self.rows.get(("highlights", carried_id(key[1])))
            if place is not None:
                self._put(key, place, if_mine=place.ours, if_theirs=place.theirs)

    # claims whose places were removed one here and one there

    def _leave_places(self) -> None:
        """Let a claim stand where the eldest of its places was, if all of them were removed.

        Each side left one, and nobody meant to take the claim its words.
        """
        gone: dict[str, list[Key]] = defaultdict(list)
        came: dict[str, list[Key]] = defaultdict(list)
        for key, meeting in self.rows.items():
            state = meeting.ours or meeting.theirs
            if key[0] != "highlights" or state is None or meeting.conflict is not None:
                continue
            if meeting.if_mine is None:
                gone[str(state["claim_id"])].append(key)
            else:
                came[str(meeting.if_mine["claim_id"])].append(key)
        claims = [("claims", claim_id) for claim_id in gone if claim_id not in came]
        standing = self._here.leading_to(claims, ("highlights",))
        left = {str(s["claim_id"]) for key, s in standing.items() if key not in self.rows}
        for claim in self._that_stay(claims):
            if claim[1] not in left:
                key = min(gone[claim[1]])
                state = self.rows[key].ours or self.rows[key].theirs
                case = MergeCase.NEW if self.rows[key].ours is None else MergeCase.NEWER_HERE
                self.rows[key] = replace(self.rows[key].settled_as(state), case=case)

    def _that_stay(self, claims: Iterable[Key]) -> list[Key]:
        """Return the claims that are there after the merge, and of which nobody has to decide."""
        there = self._here.many(claims)
        return [
            key
            for key in claims
            if (
                self.rows[key].conflict is None and self.rows[key].if_mine is not None
                if key in self.rows
                else key in there
            )
        ]

    # inner workings

    def _put(
        self, root: Key, meeting: RowMerge, *, if_mine: State | None, if_theirs: State | None
    ) -> None:
        if meeting.conflict is not None:
            self._fates.share(meeting.conflict, root)
        self.rows[meeting.key] = meeting.contested_with(root, if_mine=if_mine, if_theirs=if_theirs)

    def _share_fates(self) -> None:
        """Let rows that lead to each other be decided together, and by the same row everywhere."""
        contested = [m for m in self.rows.values() if m.conflict is not None]
        for meeting in contested:
            for state in filter(None, (meeting.if_mine, meeting.if_theirs)):
                for _, parent in self._here.parents(meeting.key, state):
                    led = self.rows.get(parent)
                    if led is not None and led.conflict and meeting.conflict:
                        self._fates.share(led.conflict, meeting.conflict)
        for meeting in contested:
            if meeting.conflict is not None:
                root = self._fates.of(meeting.conflict)
                self.rows[meeting.key] = replace(meeting, conflict=root)

    def _untouched(self, key: Key, state: State) -> RowMerge:
        """Return a row here that has no news there."""
        return RowMerge(key, MergeCase.SAME, state, self._there.many([key]).get(key), state, state)

    def _led_on(self, key: Key, state: State) -> State:
        """Return a row's state with references to joined rows led on to the rows that stayed."""
        led = {
            column: self._joined[str(state[column])]
            for column in self._here.references[key[0]]
            if state.get(column) in self._joined
        }
        if state.get("given_on"):
            led["given_on"] = lead_on(str(state["given_on"]), self._joined)
        return {**state, **led} if led else state


def _meet_note(key: Key, ours: State | None, theirs: State | None, news: UnseenChanges) -> RowMerge:
    """How a note of a join stands: it is gone where its answer was given anew, or was withdrawn."""
    state = ours or theirs or {}
    source, register = source_of(state)
    ours_told, theirs_told = (
        {**side.get(key, {}), **_of_register(side, source, register)}
        for side in (news.ours, news.theirs)
    )
    if ours_told and theirs_told and (ours is None or theirs is None):
        # what both told stands
        ours_told, theirs_told = ({}, theirs_told) if ours is None else (ours_told, {})
    return meet_joined(key, ours, theirs, ours_told, theirs_told)


def _of_register(news: News, source: Key, register: str) -> Events:
    """Return the changes of the answers of which a note tells one."""
    known = news.get(source, {})
    return {r: known[r] for r in (register, EXISTENCE) if known.get(r)}
