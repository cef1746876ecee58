# ShopDesk: `make run` opens it on the demo shop, `make test` runs all tests. Both set everything up the first time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
SYSTEM_PACKAGES := libegl1 libgl1 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0 libdbus-1-3 libx11-6 fonts-dejavu-core \
  libx11-xcb1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
  libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 \
  libportaudio2 libasound2-plugins libgomp1 python3-venv
TEST_PACKAGES := xvfb xauth xdotool pulseaudio pulseaudio-utils espeak-ng fonts-noto-cjk
PYTEST = QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest
SIDE_BY_SIDE := -n logical --maxprocesses 4 --dist worksteal
export PYTHONPATH := $(CURDIR)

.PHONY: run test check self-test setup lint screenshots translations bundle smoke deb tarball clean
.DEFAULT_GOAL := run

.stamp-system:
	@sh .ci/system-packages $(SYSTEM_PACKAGES) && touch $@

.stamp-test-system: .stamp-system
	@sh .ci/system-packages $(TEST_PACKAGES) && touch $@

.stamp-venv: pyproject.toml constraints.txt | .stamp-system
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt torch
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

setup: .stamp-venv

$(DEMO)/shop.db: | .stamp-venv
	@$(BIN)/python -m shopdesk demo $(DEMO) > /dev/null

run: .stamp-venv $(DEMO)/shop.db
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  exec $(BIN)/python -m shopdesk --data $(DEMO); \
	else echo "There is no display: running the self-test instead."; $(MAKE) --no-print-directory self-test; fi

self-test: .stamp-venv $(DEMO)/shop.db
	@$(BIN)/python -m shopdesk --data $(DEMO) self-test --screenshots screenshots

lint: .stamp-venv
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy shopdesk
	@$(BIN)/codespell *.md docs benchmarks/README.md resources/models/README.md packaging

check: lint
	@$(PYTEST) $(SIDE_BY_SIDE) -q -m "not slow and not audio and not display" tests

# tests that speak into a microphone or type on a display keep time with it: they run alone, after all the others
test: .stamp-venv .stamp-test-system lint
	@$(PYTEST) $(SIDE_BY_SIDE) -m "not audio and not display" tests
	@$(PYTEST) -m "audio or display" tests

TRANSLATIONS := resources/translations/shopdesk_zh_CN

# one screen again: make screenshots SCREENSHOTS="light --only prices-models"
screenshots: .stamp-venv .stamp-test-system
	@QT_QPA_PLATFORM=offscreen $(BIN)/python benchmarks/pictures.py docs/pictures --manual docs/manual $(SCREENSHOTS)

translations: .stamp-venv
	@$(BIN)/pyside6-lupdate -no-obsolete -locations none -source-language en -target-language zh_CN \
	  $$(find shopdesk/ui shopdesk/controllers -name "*.py" | LC_ALL=C sort) shopdesk/app.py shopdesk/program.py -ts $(TRANSLATIONS).ts
	@$(BIN)/pyside6-lrelease $(TRANSLATIONS).ts -qm $(TRANSLATIONS).qm

# --- the bundle: one folder that runs without Python, and packages of it -----------------------------

BUNDLE_VENV := build/venv
BUNDLE := dist/ShopDesk
BUNDLE_PACKAGES := binutils zstd xz-utils

build/.stamp-venv: pyproject.toml constraints.txt | .stamp-system
	@sh .ci/system-packages $(BUNDLE_PACKAGES)
	@test -x $(BUNDLE_VENV)/bin/python || $(PYTHON) -m venv $(BUNDLE_VENV)
	@$(BUNDLE_VENV)/bin/pip install --quiet --disable-pip-version-check -c constraints.txt torch
	@$(BUNDLE_VENV)/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bundle]'
	@touch $@

bundle: build/.stamp-venv
	@$(BUNDLE_VENV)/bin/pyinstaller --noconfirm --log-level WARN --workpath build/work --distpath dist build.spec
	@$(MAKE) --no-print-directory smoke

smoke:
	@$(BUNDLE_VENV)/bin/python packaging/smoke.py $(BUNDLE) --report packaging/size.json

$(BUNDLE):
	@$(MAKE) --no-print-directory bundle

deb: $(BUNDLE)
	@$(BUNDLE_VENV)/bin/python packaging/linux/deb.py $(BUNDLE) dist

tarball: $(BUNDLE)
	@packaging/linux/tarball.sh $(BUNDLE) dist

clean:
	rm -rf $(VENV) .stamp-* $(DEMO) screenshots build dist
