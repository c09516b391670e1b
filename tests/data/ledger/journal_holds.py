"""The days on which no interest runs in journal_oracle.py: holds by the host and by the plan.

What the law holds (a dispute, an insolvency, a death) is no interest in Czech law. A hold ends with
its last day, or the day before it is released or the state is left that put it.
"""

from datetime import date

from journal_law import DAY, NotCounted

# As facts spell the kinds of a hold: contact 1, enforcement 2, interest 4, fees 8.
INTEREST = 4


class Holds:
    """What one case or one person is spared."""

    def __init__(self):
        self.stated, self.released, self.placed = {}, [], []

    def fact(self, fact):
        what, day = fact["what"], date.fromisoformat(fact["effective"])
        if what["released"]:
            if not what["hold"] or not what["kinds"] & INTEREST:
                raise NotCounted("a release of no hold in particular, or of a part of its kinds")
            self.released.append((what["hold"], day - DAY))
        elif what["kinds"] & INTEREST:
            last = date.fromisoformat(what["until"]) if what["until"] else date.max
            self.stated[fact["key"]] = (day, last)

    def effect(self, effect, day):
        """Of a decision of the plan; True if it was about holds alone."""
        kind = effect["type"]
        if kind == "place_hold" and "interest" in effect["kinds"]:
            last = date.fromisoformat(effect["until"]) if effect["until"] else date.max
            self.placed.append((day, last, effect["with_state"]))
        elif kind == "release_holds" and "interest" in effect["kinds"]:
            self.end(day, lambda with_state: True)
        elif kind == "enter_state":
            if effect["excursion"] and any(with_state and last >= day
                                           for _, last, with_state in self.placed):
                raise NotCounted("a hold of a state that an excursion leaves")
            self.end(day, lambda with_state: with_state)
        return kind in ("place_hold", "release_holds")

    def end(self, day, which):
        self.placed = [(first, min(last, day - DAY) if which(with_state) else last, with_state)
                       for first, last, with_state in self.placed]

    def stretches(self):
        """First and last days, both included."""
        out = [(first, last) for first, last, _ in self.placed]
        for key, (first, last) in self.stated.items():
            out.append((first, min([last] + [end for hold, end in self.released if hold == key])))
        return out
