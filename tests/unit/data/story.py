"""A demo question walked along the lifecycle table, without a database."""

from reception.domain.lifecycle import Action, State, row_of

ACTION = {"self_answer": Action.ANSWER_SELF, "ask": Action.ASK_ASKER}
"""The steps that are not called as the action they take."""


class Story:
    """Where a demo question stands. `hours` counts from midnight of the day on which it was submitted."""

    def __init__(self, question):
        self.question = question
        self.state = State.RECEIVED
        self.resume = None
        self.hours = question["hour"]
        self.waiting_officials = set()
        self.waiting_answers = []
        self.answered_by = set()
        self.passed_on = {}
        self.states = [self.state]
        self.referred_at = None

    def play(self):
        """Take every step; AssertionError names the first that the table does not allow."""
        for step in self.question["steps"]:
            self.take(step)
        return self

    def take(self, step):
        action = self._action(step)
        row = row_of(action)
        where = f"{self.question['id']}: {step['do']} in {self.state}"
        assert self.state in row.froms, where
        assert not row.reason or step.get("reason") or step.get("note"), f"{where} needs a reason"
        assert "official" not in step or step["official"] in self._may_take(action), f"{where} by a stranger"
        assert step["after"] >= 0, where
        self.hours += step["after"]
        self._remember(step)
        self.state = self._target(row)
        self.states.append(self.state)

    def _action(self, step):
        if step["do"] == "verdict" and step["value"] == "not_solved":
            return Action.DISPUTE
        return ACTION.get(step["do"]) or Action(step["do"])

    def _may_take(self, action):
        match action:
            case Action.TAKE_BACK:
                return self.passed_on.values()
            case Action.CORRECT | Action.REPLACE_ANSWER:
                return self.answered_by
        return self.waiting_officials

    def _remember(self, step):
        match step["do"]:
            case "delegate":
                self.waiting_officials.remove(step["official"])
                self.waiting_officials.add(step["to"]["email"])
                self.passed_on[step["to"]["email"]] = step["official"]
            case "take_back" | "hand_back" | "undelegate":
                colleague, official = self.passed_on.popitem()
                self.waiting_officials.remove(colleague)
                self.waiting_officials.add(official)
            case "refer":
                self.waiting_officials |= set(step["officials"])
                self.referred_at = self.hours
            case "readdress":
                self.waiting_officials = {step["to"]}
                self.referred_at = self.hours
            case "not_ours":
                self.waiting_officials.discard(step["official"])
            case "recall" | "withdraw":
                self.waiting_officials.clear()
            case "answer":
                self.waiting_officials.discard(step["official"])
                self.waiting_answers.append(step["official"])
                self.answered_by.add(step["official"])
            case "send_back":
                self.waiting_officials |= set(self.waiting_answers)
                self.waiting_answers.clear()
            case "publish":
                self.waiting_answers.clear()
            case "ask" | "return" | "decline" | "merge" | "split":
                self.resume = self.state

    def _target(self, row):
        match row.to.value:
            case "same":
                return self.state
            case "resume":
                state, self.resume = self.resume or State.ACCEPTED, None
                return state
            case "as_referrals_stand":
                if self.waiting_officials:
                    return State.REFERRED
                return State.ANSWERED if self.waiting_answers else State.ACCEPTED
        return State(row.to)
