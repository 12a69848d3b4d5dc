#!/usr/bin/python3
"""Uses the page of `ice report` as a reader does, in a headless Chromium, and prints what does not work.

report_page.py PAGE    PAGE shows the studies hostile and flat of tests/cli/report_test.cpp. Ends with 1 if a check fails.
"""
import json
import re
import statistics
import sys
import traceback
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import Select, WebDriverWait

TITLE = "</script><img src=x onerror=\"window.owned = 1\"><b>bold</b> & 'so'"


def start_browser(profile: Path) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--force-prefers-reduced-motion", "--window-size=1300,900", f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class Page:
    """The page, and what a reader sees and does."""

    def __init__(self, driver: webdriver.Chrome, file: Path):
        self.driver = driver
        self.url = file.as_uri()
        text = re.search(r'id="data">(.*?)</script>', file.read_text(), re.S).group(1)
        self.study = json.loads(text)["studies"][0]

    def open(self, fragment: str = "") -> None:
        if fragment:
            self.driver.get("about:blank")  # another fragment alone would not load the page anew
        self.driver.get(self.url + fragment)
        self.settle()

    def reset(self) -> None:
        """Takes back all that was chosen, without loading the page anew."""
        self.driver.execute_script("location.hash = '#study=hostile'")
        self.settle()

    def settle(self) -> None:
        """Waits until what was changed is drawn."""
        self.driver.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));")

    def find(self, css: str):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def click(self, element) -> None:
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()
        self.settle()

    def header(self, title: str):
        return self.driver.execute_script("return [...document.querySelectorAll('#cells thead th')].find((th) => th.innerText.includes(arguments[0]))", title)

    def column(self, title: str) -> list:
        """The texts of a column of the cells, read at once: each question to the browser takes its time."""
        return self.driver.execute_script("""
            const at = [...document.querySelectorAll('#cells thead th')].findIndex((th) => th.innerText.includes(arguments[0]));
            return [...document.querySelectorAll('#cells tbody tr')].map((tr) => tr.children[at].innerText.trim());""", title)

    def cells(self) -> list:
        """The indices of the cells in the table, from above."""
        return self.driver.execute_script("return [...document.querySelectorAll('#cells tbody tr')].map((tr) => Number(tr.dataset.cell))")

    def row(self, cell: int):
        return self.find(f'#cells tbody tr[data-cell="{cell}"]')

    def fragment(self) -> str:
        return self.driver.execute_script("return decodeURIComponent(location.hash)")

    def cell_of(self, activation: str, rate: str) -> int:
        """The index of the cell with these values."""
        parameters = {p["short"]: i for i, p in enumerate(self.study["parameters"])}
        for cell, values in enumerate(self.study["values"]):
            texts = [p["values"][v][1] for p, v in zip(self.study["parameters"], values)]
            if texts[parameters["activation"]] == activation and texts[parameters["learning_rate"]] == rate:
                return cell
        raise LookupError((activation, rate))

    def values_of(self, cell: int) -> dict:
        """Seed -> final value of the study's metric."""
        runs = self.study["runs"]
        return {runs["seed"][i]: runs["final"]["dev.cost"][i] for i, of in enumerate(runs["cell"]) if of == cell}


def texts_stay_text(page: Page) -> None:
    assert page.find("h1").text == TITLE, page.find("h1").text
    assert page.driver.title.startswith(TITLE)
    assert "<script>window.owned = 2</script> {{data}} %s" in page.find("#idea").text
    assert page.find(".tag").text == "<i>tag</i>"
    assert page.driver.execute_script("return window.owned === undefined")
    assert not page.all("img, b, i")


def policy_forbids_what_is_not_of_the_page(page: Page) -> None:
    page.driver.execute_script("const s = document.createElement('script'); s.textContent = 'window.owned = 3'; document.body.append(s)")
    assert page.driver.execute_script("return window.owned === undefined")
    refusals = [line for line in page.driver.get_log("browser") if "Content Security Policy" in line["message"]]
    assert len(refusals) == 1, refusals


def everything_is_there(page: Page) -> None:
    assert len(page.cells()) == 11
    assert "undecided" in page.find("#idea .badge").text
    assert page.all("#curves canvas") and page.all("#parallel path.cell") and page.all("#heatmap .tile") and page.all("#slice circle")
    assert "learning_rate" in page.find("#importance").text
    assert "network.activation: relu" in page.find("#plan").text or "activation = relu" in page.find("#plan").text
    assert "1 cell" in page.find("#plan li").text
    assert "flat" in page.find("#lineage").text and "hostile" in page.find("#lineage").text
    assert "0x" not in page.find("main").text and "undefined" not in page.find("main").text and "[object" not in page.find("main").text


def table_sorts_numbers(page: Page) -> None:
    page.click(page.header("learning_rate").find_element(By.TAG_NAME, "button"))
    rates = [float(text) for text in page.column("learning_rate")]
    assert rates == sorted(rates) and rates[0] == 0.5 and rates[-1] == 1e300, rates
    assert page.header("learning_rate").get_attribute("aria-sort") == "ascending"
    page.click(page.header("learning_rate").find_element(By.TAG_NAME, "button"))
    assert [float(text) for text in page.column("learning_rate")] == sorted(rates, reverse=True)
    page.click(page.header("dev.cost").find_element(By.TAG_NAME, "button"))
    means = page.column("dev.cost")
    numbers = [float(text) for text in means if text]
    assert numbers == sorted(numbers) and means[-1] == "", means


def filters_take_several_values(page: Page) -> None:
    facet = next(f for f in page.all("details.facet") if f.text.startswith("activation"))
    page.click(facet.find_element(By.TAG_NAME, "summary"))
    for value in ("tanh", "relu"):
        page.click(next(box for box in facet.find_elements(By.CSS_SELECTOR, "input[type=checkbox]") if box.get_attribute("value") == value))
    assert set(page.column("activation")) == {"tanh", "relu"}
    assert "7 of 11 cells" in page.find(".chips").text, page.find(".chips").text
    page.click(facet.find_element(By.TAG_NAME, "summary"))
    search = page.find("#search")
    ActionChains(page.driver).send_keys("/").perform()
    assert page.driver.switch_to.active_element == search
    search.send_keys("tanh 20")
    page.settle()
    assert page.column("activation") == ["tanh"] and page.column("learning_rate") == ["20"]


def brush_filters_and_is_taken_off(page: Page) -> None:
    handle = page.find('.handle[data-axis="optimizer.learning_rate"]')
    page.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", handle)
    half = handle.rect["height"] / 2
    # The lower half of the logarithmic axis has all rates but 1e300.
    ActionChains(page.driver).move_to_element_with_offset(handle, 0, int(half) - 2).click_and_hold().move_by_offset(0, -int(half)).release().perform()
    page.settle()
    assert set(page.column("learning_rate")) == {"0.5", "3", "20"}, page.column("learning_rate")
    assert "where.optimizer.learning_rate" in page.fragment()
    assert len(page.all("#parallel path.out")) == 2
    handle = page.find('.handle[data-axis="optimizer.learning_rate"]')
    page.click(handle)
    assert len(page.cells()) == 11


def baseline_shows_paired_differences(page: Page) -> None:
    base, other = page.cell_of("tanh", "0.5"), page.cell_of("tanh", "3")
    page.click(page.row(base).find_element(By.CSS_SELECTOR, ".pin"))
    shown = page.column("difference")
    rows = page.cells()
    assert shown[rows.index(base)] == "baseline"
    a, b = page.values_of(other), page.values_of(base)
    differences = [a[seed] - b[seed] for seed in a]
    mean, half = statistics.mean(differences), 4.302652729911275 / 3 ** 0.5 * statistics.stdev(differences)  # SciPy: t.ppf(0.975, 2)
    numbers = re.findall(r"[-+]?[0-9.]+", shown[rows.index(other)])
    for number, wanted in zip(numbers, (mean, mean - half, mean + half), strict=True):
        decimals = len(number.partition(".")[2])
        assert decimals >= 3 and abs(float(number) - wanted) <= 0.51 * 10 ** -decimals, (numbers, mean, half)
    assert shown[rows.index(page.cell_of("bad/forward", "3"))] == "no common seed"


def selection_is_linked(page: Page) -> None:
    first, second = page.cell_of("tanh", "3"), page.cell_of("relu", "0.5")
    page.click(page.row(first).find_element(By.CSS_SELECTOR, "input"))
    assert page.find("#parallel path.selected").get_attribute("data-cell") == str(first)
    assert page.find(f'#slice circle[data-cell="{first}"]').get_attribute("r") == "6"
    assert [entry.get_attribute("data-cell") for entry in page.all("#curves .entry")] == [str(first)]
    assert len(page.all("#heatmap .tile.selected")) == 1
    assert len(page.all("#runs tbody tr[data-cell]")) == 3
    # A line of the parallel coordinates, a point of the slice.
    for css in (f'#parallel path[data-cell="{second}"]', f'#slice circle[data-cell="{first}"]'):
        page.driver.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", page.find(css))
        page.settle()
    assert [row.get_attribute("data-cell") for row in page.all("#cells tr.selected")] == [str(second)]
    page.driver.execute_script("arguments[0].dispatchEvent(new PointerEvent('pointermove', {bubbles: true}))", page.find(f'#slice circle[data-cell="{first}"]'))
    assert len(page.all(f'#cells tr.pointed[data-cell="{first}"], #parallel path.pointed[data-cell="{first}"]')) == 2
    assert "tanh" in page.find("#tooltip").text and "3 seeds" in page.find("#tooltip").text
    ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    page.settle()
    assert not page.all("#cells tr.selected")


def curves_zoom_and_have_log_axes(page: Page) -> None:
    for axis in ("x", "y"):
        Select(page.find(f"#curves select[data-choice={axis}]")).select_by_value("log")
        page.settle()
    assert "x=log" in page.fragment() and "y=log" in page.fragment()
    chart = page.find("#curves .chart")
    page.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", chart)
    ActionChains(page.driver).move_to_element_with_offset(chart, -200, 0).click_and_hold().move_by_offset(150, 5).move_by_offset(150, 0).release().perform()
    WebDriverWait(page.driver, 5).until(lambda _: "zoom=" in page.fragment())
    page.settle()
    reset = next(button for button in page.all("#curves .tools button") if button.text == "Reset zoom")
    page.click(reset)
    assert "zoom=" not in page.fragment()


def runs_unfold(page: Page) -> None:
    Select(page.find("#runs select")).select_by_value("failed")
    page.settle()
    button = page.find("#runs tbody button")
    page.click(button)
    text = page.find("#runs .details").text
    assert button.get_attribute("aria-expanded") == "true"
    assert f"ice show {button.text} --yaml" in text and "bad/forward" in text and "binary_cross_entropy" in text
    assert page.find("#runs pre.error").text


def state_survives_a_reload(page: Page) -> None:
    page.open()
    page.click(page.header("learning_rate").find_element(By.TAG_NAME, "button"))
    page.click(page.row(page.cell_of("relu", "3")).find_element(By.CSS_SELECTOR, "input"))
    page.click(page.row(page.cell_of("tanh", "0.5")).find_element(By.CSS_SELECTOR, ".pin"))
    Select(page.find(".bar select[data-choice=metric]")).select_by_value("train.cost")
    page.find("#search").send_keys("tanh")
    page.settle()
    before = page.find("#cells").text, page.find(".chips").text, page.fragment()
    page.driver.refresh()
    page.settle()
    assert (page.find("#cells").text, page.find(".chips").text, page.fragment()) == before
    assert Select(page.find(".bar select[data-choice=metric]")).first_selected_option.get_attribute("value") == "train.cost"
    page.open("#where.x=[&cells=a,999&baseline=7777&zoom=1&sort=-nothing&metric=none")  # a link that was cut or is old
    assert len(page.cells()) == 11


def studies_change(page: Page) -> None:
    page.click(next(button for button in page.all("#overview button") if button.text == "flat"))
    assert page.find("h1").text == "Nothing is learned from zeros"
    assert len(page.cells()) == 2


def dark_is_dark(page: Page) -> None:
    luminance = "return getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).reduce((sum, x) => sum + Number(x), 0)"
    assert page.driver.execute_script(luminance) > 700
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    page.settle()
    assert page.driver.execute_script(luminance) < 120
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


CHECKS = [texts_stay_text, everything_is_there, table_sorts_numbers, filters_take_several_values, brush_filters_and_is_taken_off,
          baseline_shows_paired_differences, selection_is_linked, curves_zoom_and_have_log_axes, runs_unfold, state_survives_a_reload, studies_change,
          dark_is_dark, policy_forbids_what_is_not_of_the_page]


def main() -> int:
    file = Path(sys.argv[1]).resolve()
    driver = start_browser(file.parent / "chromium")
    failed = 0
    try:
        page = Page(driver, file)
        page.open()
        for check in CHECKS:
            page.reset()
            try:
                check(page)
                errors = [line["message"] for line in driver.get_log("browser")] if check is not policy_forbids_what_is_not_of_the_page else []
                assert not errors, errors
                print("ok", check.__name__)
            except Exception:  # each check is reported, whatever went wrong in the one before
                failed += 1
                print("FAILED", check.__name__)
                traceback.print_exc()
    finally:
        driver.quit()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
