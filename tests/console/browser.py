# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium for the console's journeys, with invented camera and microphone. Absent: skipped by name."""
import os
import shutil
import signal
import subprocess
import sys
import time

SOURCE = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("YIZHAN_BUILD", os.path.join(SOURCE, "build", "dev"))
CONSOLE = os.path.join(BUILD, "console")
SCREENS = os.path.join(os.path.dirname(BUILD), "console-screens")
SKIPPED = 77


def missing(*modules):
    """What of it is not installed here; nothing when all is."""
    for program in ("chromium", "chromedriver"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    for module in modules:
        try:
            __import__(module)
        except ImportError:
            return f"python3-{module} is not installed"
    return ""


def need(*modules):
    """Ends the test as skipped, saying what is missing."""
    if absent := missing(*modules):
        print(f"SKIPPED: {absent} (packaging/setup/install.sh run)")
        sys.exit(SKIPPED)


def until(condition, what, patience=20):
    """Waits for something another process does."""
    end = time.monotonic() + patience
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience} s for {what}")
        time.sleep(0.05)


class Browser:
    def __init__(self, address, language="zh-CN", size=(1440, 900), devices=True, flags=()):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                     "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
                     "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required",
                     "--allow-loopback-in-peer-connection", "--disable-background-timer-throttling",
                     "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
                     "--force-color-profile=srgb", f"--window-size={size[0]},{size[1] + 87}", f"--lang={language}", *flags):
            options.add_argument(flag)
        options.add_argument("--use-fake-ui-for-media-stream" if devices else "--deny-permission-prompts")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.set_capability("unhandledPromptBehavior", "accept")
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.driver.set_script_timeout(30)
        self.driver.set_page_load_timeout(60)
        self.address = address
        self.pictures = 0
        self.driver.get(address)

    def close(self):
        self.driver.quit()

    def kill(self):
        """The machine goes off under the lawyer's hands."""
        driver = self.driver.service.process.pid
        for child in subprocess.run(["pgrep", "-P", str(driver)], capture_output=True, text=True).stdout.split():
            os.kill(int(child), signal.SIGKILL)

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    def one(self, selector):
        """The one visible element there is, as soon as it is there."""
        return until(lambda: next((found for found in self.all(selector) if self._shown(found)), None), f"to see {selector}")

    @staticmethod
    def _shown(element):
        from selenium.common.exceptions import StaleElementReferenceException
        try:
            return element.is_displayed()
        except StaleElementReferenceException:
            return False

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def click(self, selector):
        from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException

        def press():
            try:
                self.one(selector).click()
                return True
            except (StaleElementReferenceException, ElementClickInterceptedException):
                return False
        until(press, f"to click {selector}")

    def type(self, selector, text):
        self.one(selector).send_keys(text)

    def keys(self, *keys):
        from selenium.webdriver.common.action_chains import ActionChains
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def text(self, selector="body"):
        return self.run("const found = document.querySelector(arguments[0]); return found ? found.innerText : ''", selector)

    def sees(self, words, selector="body", patience=20):
        until(lambda: words in self.text(selector), f"the words {words!r} in {selector}: {self.text(selector)[:600]!r}", patience)

    def sees_no(self, words, selector="body"):
        until(lambda: words not in self.text(selector), f"the words {words!r} to go")

    def picture(self, name):
        try:
            os.makedirs(SCREENS, exist_ok=True)
        except OSError:
            return
        self.pictures += 1
        self.driver.save_screenshot(os.path.join(SCREENS, f"{name}.png"))  # says False where it may not write

    def complaints(self):
        """What the browser logged against the page: broken policy, failed scripts."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if "Content Security Policy" in entry["message"] or "Uncaught" in entry["message"]]

    def kept(self):
        """Everything the page could have left behind."""
        return self.run("return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, document.title])")
