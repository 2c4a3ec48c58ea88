"""What happens on the screens while their pictures are taken: people plainly invented.

One office, three customers; one comes another day, one does not come; a counter stays empty.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page

from tests.e2e.walking import SERVICE, to_times
from tests.handbook.camera import SCREEN, Camera

TITLE, STAFF = ".okence-staff h1", ".okence-staff"
CUSTOMERS = ("Maja Zgled", "Peter Primer", "Vera Vzorec")
REASON = "Na ta dan okence ne dela."
MOST_DAYS = 14


@dataclass
class Story:
    """Told by a location manager, who sees all screens; `today` is the portal's day."""

    page: Page
    camera: Camera
    today: date

    def tell(self) -> None:
        self.overview()
        self.day = self.working_day()
        self.schedules()
        booked = [self.book(name) for name in CUSTOMERS]
        self.linked(booked)
        self.customers(booked)
        self.counter()
        self.hand_over()
        self.hours()
        self.urgent()
        self.absence()
        self.set_up()

    def at(self, path: str) -> str:
        return f"/admin/narocanje/{self.place}/{path}"

    def go(self, path: str) -> None:
        self.page.goto(self.at(path))

    def overview(self) -> None:
        self.page.goto("/admin/narocanje/")
        link = self.page.locator(".okence-places a[href$='/dan/']").first.get_attribute("href")
        # Without a match the handbook has no place: the error is the right one.
        self.place = re.search(r"narocanje/([^/]+)/dan", str(link))[1]  # type: ignore[index]
        self.camera.take("koledarji", TITLE, ".okence-places > li")
        lists = self.page.locator(".okence-places > li").first.locator("details").first
        lists.locator("summary").click()
        self.camera.take("seznami", lists)

    def working_day(self) -> date:
        """Return the next day after today on which counters are open."""
        for ahead in range(1, MOST_DAYS):
            day = self.today + timedelta(days=ahead)
            self.go(f"dan/{day}/")
            if self.page.locator(".okence-schedule a.okence-line--free").count():
                return day
        raise AssertionError(f"no counter of {self.place} is open for {MOST_DAYS} days")

    def schedules(self) -> None:
        self.camera.take("dan", TITLE, ".okence-live")
        self.go(f"teden/{self.day}/")
        self.camera.take("teden", TITLE, ".okence-live", most=480)

    def book(self, name: str) -> str:
        """Book the first free time of the working day or later; return the reference."""
        page = self.page
        self.go("naroci/")
        page.select_option("#id_service", SERVICE)
        page.locator("form.okence-inline button").click()
        page.wait_for_selector(".okence-slots-list a")
        if name == CUSTOMERS[0]:
            self.camera.take("prosti-termini", TITLE, ".okence-desk-days", most=560)
        page.locator(".okence-slots-list a").nth(1).click()
        page.fill("[name=visitor-0-name]", name)
        page.fill("[name=contact-email]", f"{name.split()[0].lower()}@example.org")
        for name_of in ("is_acknowledged", "is_privacy_read"):
            page.locator(f"[name$={name_of}]").check()
        if name == CUSTOMERS[0]:
            self.camera.take("narocilo", TITLE, "form.okence-desk", most=900)
        page.locator("form.okence-desk > button[type=submit]").click()
        page.wait_for_selector(".okence-reference")
        if name == CUSTOMERS[0]:
            self.camera.take("naroceno", TITLE, ".okence-actions")
        return page.url.rstrip("/").rsplit("/", 1)[-1]

    def linked(self, booked: list[str]) -> None:
        """Show where a second service of a visit is added, at the first that has time for one."""
        for key in booked:
            self.go(f"termin/{key}/dodaj/")
            options = self.page.locator("#id_service option").evaluate_all(
                "all => all.map(one => one.value)"
            )
            for service in [one for one in options if one not in ("", SERVICE)]:
                self.go(f"termin/{key}/dodaj/?service={service}")
                if self.page.locator("form.okence-desk .okence-slots-list").count():
                    self.camera.take("povezan-obisk", TITLE, "form.okence-desk", most=900)
                    return
        raise AssertionError(f"nothing can be added to any visit at {self.place}")

    def customers(self, booked: list[str]) -> None:
        page = self.page
        self.go(f"termin/{booked[0]}/prestavi/")
        page.locator(".okence-slots-list a").last.click()
        self.camera.take("prestavitev", TITLE, "form.okence-desk")
        page.locator("form.okence-desk > button[type=submit]").click()
        self.go(f"termin/{booked[1]}/odpovej/")
        self.camera.take("odpoved", TITLE, "form.okence-desk")
        page.check("form.okence-desk [name=by][value=customer]")
        page.locator("form.okence-desk > button[type=submit]").click()
        page.goto("/admin/narocanje/iskanje/")
        page.fill("[name=question]", CUSTOMERS[2])
        page.locator("form.okence-desk > button[type=submit]").click()
        page.wait_for_selector("table.listing")
        self.camera.take("iskanje", TITLE, ".okence-scroll")
        self.go("obvestila/")
        self.camera.take("obvestila", TITLE, "table.listing", most=420)

    def counter(self) -> None:
        """Picture an appointment of today, if there is one: only then it may be noted."""
        self.go("dan/")
        if self.page.locator(".okence-walk-in").count():
            self.camera.take("brez-termina", ".okence-walk-in")
        today = self.page.locator("a.okence-line--booked")
        if today.count():
            today.last.click()
        else:
            self.go(f"dan/{self.day}/")
            self.page.locator("a.okence-line--booked").first.click()
        self.camera.take("termin", TITLE, ".okence-facts")

    def hand_over(self) -> None:
        self.go(f"predaja/?dan={self.day}")
        self.camera.take("predaja", TITLE, ".okence-staff form", most=620)

    def urgent(self) -> None:
        self.go("ure/nujni/")
        self.camera.take("nujni", TITLE, ".okence-staff form", most=760)

    def hours(self) -> None:
        page = self.page
        self.go("ure/spremeni/")
        self.camera.take("ure", TITLE, ".okence-week", most=760)
        page.fill("[name=valid_from]", (self.today + timedelta(days=70)).isoformat())
        week = page.locator(".okence-week input")
        week.nth(0).fill("9:00")
        week.nth(1).fill("12:00")
        self.reasons()
        self.preview()
        self.camera.take("predogled", TITLE, ".okence-staff form", most=620)

    def absence(self) -> None:
        """Leave the counter of the last customer empty, and move whoever is booked there."""
        page = self.page
        self.go("izjeme/dodaj/")
        page.check("[name=kind][value=absence]")
        page.select_option("[name=counter]", index=3)
        page.fill("[name=starts_on]", self.day.isoformat())
        page.fill("[name=ends_on]", self.day.isoformat())
        self.reasons()
        self.camera.take("zaprtje", TITLE, "[name=ends_at]", most=620)
        self.preview()
        page.set_viewport_size(SCREEN | {"width": 1200})  # for the widest of our tables
        self.camera.take("izgubljeni", page.locator("form table").last, most=330)
        page.check("[name=everybody][value=move]")
        if page.locator("[name=others]").count():
            page.check("[name=others][value=cancel]")
        page.set_viewport_size(SCREEN)
        self.camera.take("odlocitev", page.locator("form > section").last)
        page.locator("form[action$='/potrdi/'] button[type=submit]").click()
        page.wait_for_url("**/spremembe/")

    def reasons(self) -> None:
        for field in self.page.locator("[name^=reason]").all():
            field.fill(REASON)

    def preview(self) -> None:
        self.page.locator(".okence-staff form button[type=submit]").first.click()
        self.page.wait_for_selector("form[action$='/potrdi/']")

    def set_up(self) -> None:
        page = self.page
        self.go("izjeme/")
        self.camera.take("izjeme", TITLE, ".okence-staff", most=520)
        self.go("okenca/")
        self.camera.take("okenca", TITLE, ".okence-table", most=460)
        page.locator("a[href$='/koledar/']").first.click()
        self.camera.take("koledar", TITLE, ".okence-feed", most=520)
        page.goto("/admin/narocanje/mesta/")
        self.camera.take("drevo", TITLE, ".okence-tree", most=460)
        page.goto("/admin/narocanje/sodelavci/")
        self.camera.take("sodelavci", TITLE, ".okence-table", most=420)


def sign_in_page(page: Page, camera: Camera) -> None:
    page.goto("/prijava/login/")
    camera.take("prijava", "main h1", "main form")


def citizen(page: Page, camera: Camera) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    to_times(page)
    camera.take("obcan-termin", "main", most=620)
