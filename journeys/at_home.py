"""What the person does on a phone: read the plan, learn, agree, check in, pause."""

from __future__ import annotations

import re

from glidepath.care.education.lessons import lesson
from journeys.server import House
from journeys.visiting import Visitor

PASSWORD = "quiet-river-terrace-71"
LESSON = lesson("before-you-start", "en")


def choose_a_password(person: Visitor, house: House, email: str) -> None:
    """A mail that names nothing leads to the sign-in page; from there a second mail leads to a first password."""
    house.mailed(re.escape(f"To: {email}"))
    person.go("/")
    person.press("Forgot your password?")
    person.look("forgot-password")
    person.fill("Email", email)
    person.page.locator("main form button[type=submit]").first.click()
    person.page.wait_for_url(re.compile("/done/"))
    person.look("reset-mail-sent")
    link = house.mailed(r"://[^/\s]+(/accounts/password/reset/key/\S+)")
    person.page.goto(link)
    person.look("choose-a-password")
    for field in person.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    person.page.locator("main form button[type=submit]").first.click()
    person.page.wait_for_url(re.compile("/done/"))
    person.look("password-chosen")


def read_the_plan(person: Visitor) -> None:
    """Today leads to the plan, which says in plain words what is still missing."""
    person.go("/today/")
    person.look("today-before-the-plan")
    person.press("Read the plan for you")
    person.sees("Your plan is ready to read")
    person.look("my-plan-to-agree")


def name_what_matters(person: Visitor, *words: str) -> None:
    """Two things in the person's own words."""
    person.go("/my-plan/milestones/")
    person.look("milestones")
    person.fill("Something that matters to you", words[0])
    person.fill("One more thing", words[1])
    person.press("Keep these")
    person.sees("Kept in your own words.")


def take_the_lesson(person: Visitor) -> None:
    """Read four pages and answer the questions; the first answer is wrong and is explained."""
    person.go("/learn/")
    person.look("lesson")
    person.page.get_by_role("link", name="Start", exact=True).click()
    for number in range(len(LESSON.parts)):
        person.look(f"lesson-page-{number + 1}")
        person.press(re.compile("^(Next page|To the questions)"))
    _answer_wrongly(person)
    for number, question in enumerate(LESSON.questions):
        right = next(choice for choice in question.answers if choice.right)
        person.page.locator(f"input[name=answer][value='{right.key}']").check()
        person.press("Answer")
        person.sees("That is right")
        last = number + 1 == len(LESSON.questions)
        person.press("Finish" if last else "Next question")
    person.sees("You have finished the lesson")
    person.look("lesson-finished")


def _answer_wrongly(person: Visitor) -> None:
    wrong = next(choice for choice in LESSON.questions[0].answers if not choice.right)
    person.look("lesson-question")
    person.page.locator(f"input[name=answer][value='{wrong.key}']").check()
    person.press("Answer")
    person.sees("Let us look at this again.")
    person.look("lesson-question-explained")


def say_yes(person: Visitor, plan: str, step: int = 0) -> None:
    """Read the words and say yes to the plan, or to one step of it."""
    person.go(f"/my-plan/consent/{plan}/{step}/")
    person.look("consent-to-step" if step else "consent-to-plan")
    person.choose("Your answer", "Yes, I agree")
    person.press("Send my answer")
    person.sees("Your yes is kept.")


# The answers of a bad night: nothing stays down, and withdrawal at 9 of 10.
BAD_NIGHT = {"pain": 8, "interference": 8, "sleep": 1, "mood": 4, "withdrawal": 9}
NO_FLUIDS = re.compile("keep.*(down|drink)", re.IGNORECASE)


def check_in(person: Visitor, answers: dict[str, int], *signs: str | re.Pattern[str]) -> None:
    """Answer the questions of the day and send them."""
    person.go("/check-in/")
    person.look("check-in")
    for question, number in answers.items():
        person.page.locator(f"input[name={question}][value='{number}']").check(force=True)
    person.page.locator("input[name=taken_as_planned][value=yes]").check(force=True)
    for sign in signs or (re.compile("None of these"),):
        person.page.get_by_label(sign).first.check(force=True)
    person.press("Send my check-in")
    person.sees("Your answers are here")


def pause(person: Visitor, why: str = "") -> None:
    """The brake: one tap on the care bar, one on the page."""
    person.page.locator(".carebar").get_by_role("link", name="Pause my taper").click()
    person.look("pause")
    if why:
        person.page.get_by_text("Say why, if you like").click()
        person.fill("Would you like to say why?", why)
    person.press("Pause now")
    person.sees("Your taper rests")
    person.look("paused")
