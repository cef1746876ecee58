"""The style sheet; ``@name;`` stands for a token's colour."""

STYLE = """
QWidget { color: @text; }
QMainWindow, QDialog { background: @bg; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: @muted; font-size: 12px; }
QLabel[role="strong"] { font-size: 15px; font-weight: 600; }
QLabel[role="name"] { font-weight: 600; }
QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="figure"] { font-size: 28px; font-weight: 600; }
QLabel[role="brand"] { font-size: 17px; font-weight: 700; color: @primary; }
QLabel[role="price"] { font-weight: 600; }
QLabel[role="step"] { color: @muted; font-weight: 600; padding-bottom: 4px; }
QLabel[role="step"][on="true"] { color: @primary; }
QLabel[role="chip"] { background: @raised; border-radius: 9px; padding: 1px 8px; font-size: 12px; color: @muted; }
QLabel[role="chip"][low="true"] { color: @danger; }
QLabel[role="key"] { background: @raised; border: 1px solid @border;
    border-radius: 5px; padding: 1px 7px; font-weight: 600; }
QLabel[verdict="odd"] { color: @accent; }
QLabel[verdict="good"] { color: @good; }
QLabel[role="warning"] { color: @accent; }
QToolTip { background: @surface; color: @text; border: 1px solid @border; padding: 4px 6px; }

QFrame[role="plot"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[role="plot"]:focus { border: 2px solid @primary; }
QFrame[role="row"] { background: @surface; border: 1px solid @border; border-radius: 6px; }
QFrame[role="row"]:hover { background: @raised; }
QFrame[role="row"]:focus { border: 2px solid @primary; }
QFrame[role="setting"] { background: transparent; border: none; border-bottom: 1px solid @border; }
QDialog[role="palette"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[role="panel"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[role="side"] { background: @surface; border: none; border-left: 1px solid @border; }
QFrame[role="side"][drop="true"] { border: 2px dashed @primary; background: @raised; }
QFrame[role="left"] { background: @surface; border: none; border-right: 1px solid @border; }
QFrame[role="header"] { background: @surface; border: none; border-bottom: 1px solid @border; }
QFrame[role="footer"] { background: @surface; border: none; border-top: 1px solid @border; }
QWidget[role="sheet"] { background: @surface; border-radius: 8px; }
QFrame[role="row"] { background: transparent; border: none; border-bottom: 1px solid @raised; }
QFrame[role="rule"] { background: @border; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="card"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[role="card"]:hover { border-color: @muted; }
QFrame[role="card"][chosen="true"] { border: 1px solid @primary; background: @raised; }
QFrame[role="card"]:focus { border: 2px solid @primary; }
QFrame[role="error"] { background: @surface; border: 1px solid @danger;
    border-left: 4px solid @danger; border-radius: 6px; }
QFrame[role="message"] { background: @surface; border: 1px solid @good;
    border-left: 4px solid @good; border-radius: 6px; }
QFrame[role="error"][edge="true"] { border: none; border-left: 4px solid @danger; border-bottom: 1px solid @danger;
    border-radius: 0; }
QFrame[role="message"][edge="true"] { border: none; border-left: 4px solid @good; border-bottom: 1px solid @good;
    border-radius: 0; }
QFrame[role="busy"] { background: @surface; border: 1px solid @border; border-radius: 8px; }

QPushButton { background: @surface; border: 1px solid @border; border-radius: 8px; padding: 0 12px; min-height: 34px; }
QPushButton:hover { background: @raised; }
QPushButton:pressed { background: @border; }
QPushButton:focus { border: 2px solid @primary; padding: 0 11px; min-height: 32px; }
QPushButton:disabled { color: @muted; background: @raised; }
QPushButton[role="primary"] { background: @primary; color: @on-primary; border: 1px solid @primary; font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid @text; }
QPushButton[role="primary"]:disabled { background: @raised; color: @muted; border-color: @border; }
QPushButton[role="segment"] { border-radius: 0; border: 1px solid @border; border-right: none; padding: 0 6px; }
QPushButton[role="segment"][roomy="true"] { padding: 0 12px; }
QPushButton[role="segment"][place="first"] { border-top-left-radius: 8px; border-bottom-left-radius: 8px; }
QPushButton[role="segment"][place="last"] { border-right: 1px solid @border;
    border-top-right-radius: 8px; border-bottom-right-radius: 8px; }
QPushButton[role="segment"]:checked { background: @primary; color: @on-primary; padding: 0 5px; }
QPushButton[role="segment"][roomy="true"]:checked { padding: 0 11px; }
QPushButton[role="segment"]:focus { border: 2px solid @text; padding: 0 5px; }
QPushButton[role="segment"][roomy="true"]:focus { padding: 0 11px; }
QPushButton[role="small"] { padding: 0 9px; }
QPushButton[role="small"]:focus { padding: 0 8px; }
QPushButton[role="inline"] { border: 1px solid transparent; background: transparent; color: @info; text-align: left;
    padding: 0; min-height: 18px; border-radius: 4px; }
QPushButton[role="inline"]:hover { background: @raised; }
QPushButton[role="inline"]:focus { border: 2px solid @primary; padding: 0; min-height: 16px; }
QPushButton[role="link"] { border: none; background: transparent; color: @info; text-align: left; padding: 0 2px; }
QPushButton[role="link"]:focus { border: 2px solid @primary; border-radius: 4px; padding: 0; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 4px; }
QToolButton:hover { background: @raised; }
QToolButton:checked { background: @raised; border-color: @border; }
QToolButton:focus { border: 2px solid @primary; padding: 3px; }
QToolButton[role="round"] { background: @raised; border: 1px solid @border; border-radius: 18px; }
QToolButton[role="round"]:pressed, QToolButton[role="round"][down="true"] {
    background: @surface; border: 3px solid @primary; }
QToolButton[role="round"]:focus { border: 2px solid @primary; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox { background: @surface; border: 1px solid @border; border-radius: 8px;
    padding: 0 8px; min-height: 34px; selection-background-color: @primary; selection-color: @on-primary; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid @primary;
    padding: 0 7px; min-height: 32px; }
QComboBox[role="cell"] { border-color: transparent; background: transparent; min-height: 30px; }
QComboBox[role="cell"]:hover { border-color: @border; background: @surface; }
QComboBox[role="cell"]:focus { border: 2px solid @primary; min-height: 28px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("@chevron"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; selection-background-color: @raised;
    selection-color: @text; outline: none; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 0 0 4px; min-height: 0; background: transparent; }
QAbstractSpinBox QLineEdit:focus { border: none; padding: 0 0 0 4px; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 1px; border: none; }
QDoubleSpinBox[role="small"] { min-height: 26px; padding: 0 4px; }
QDoubleSpinBox[role="small"]:focus { min-height: 24px; padding: 0 3px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @muted; padding: 0 14px; min-height: 40px; border: 2px solid transparent;
    border-bottom: 3px solid transparent; font-size: 14px; font-weight: 600; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 3px solid @primary; }
QTabBar[away="true"]::tab:selected { color: @muted; border-bottom: 3px solid transparent; }
QTabBar:focus { border: 2px solid @primary; border-radius: 6px; }

QListView, QScrollArea { background: @surface; border: 1px solid @border; border-radius: 8px; outline: none; }
QListView:focus { border: 2px solid @primary; }
QListView::item { min-height: 36px; padding: 0 8px; border-radius: 6px; }
QListView::item:hover { background: @raised; }
QListView::item:selected { background: @raised; color: @text; border-left: 3px solid @primary; }
QScrollArea[role="plain"], QScrollArea[role="plain"] > QWidget > QWidget[role="plain"] {
    background: transparent; border: 1px solid transparent; border-radius: 0; }
QScrollArea[role="plain"]:focus { border: 1px solid @primary; }
QListView[role="plain"] { background: transparent; border: 1px solid transparent; border-radius: 0; }
QListView[role="plain"]:focus { border: 1px solid @primary; }
QListView[role="sheet"]::item { min-height: 0; padding: 3px; border-radius: 8px; border: 2px solid transparent; }
QListView[role="sheet"]::item:selected { background: @raised; border: 2px solid @primary; }
QTreeView[role="figures"] { background: @surface; border: none; outline: none; font-size: 12px; }
QTreeView[role="figures"]:focus { border: 2px solid @primary; }
QTreeView[role="figures"]::item { min-height: 34px; padding: 0 3px; border: none; border-bottom: 1px solid @raised; }
QTreeView[role="figures"]::item:hover { background: @raised; }
QTreeView[role="figures"]::item:selected { background: @raised; color: @text; }
QTreeView[role="figures"] QHeaderView::section { background: @surface; color: @muted; border: none;
    border-bottom: 1px solid @border; padding: 6px 3px; min-height: 20px; font-size: 12px; font-weight: 400; }
QTreeView[role="figures"] QHeaderView { background: transparent; }
QMenu { background: @surface; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 8px 16px; border-radius: 4px; }
QMenu::item:selected { background: @raised; color: @text; }
QPushButton[role="start"] { background: @surface; border: 1px solid @border; border-radius: 8px; padding: 0;
    min-height: 190px; min-width: 250px; }
QPushButton[role="start"]:hover { border-color: @muted; background: @surface; }
QPushButton[role="start"]:focus { border: 2px solid @primary; padding: 0; min-height: 188px; }
QPushButton[role="start"]:pressed { background: @raised; }
QLabel[role="way"] { color: @primary; font-weight: 600; }
QPushButton:checked { background: @raised; border: 2px solid @primary; padding: 0 11px; min-height: 32px; }
QPushButton::menu-indicator { image: url("@chevron"); width: 14px; height: 14px; right: 8px;
    subcontrol-origin: padding; subcontrol-position: center right; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @border; border-radius: 4px; min-height: 32px; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @border; border-radius: 4px; min-width: 32px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @raised; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @primary; border-radius: 2px; }
QTableView { background: @surface; border: 1px solid @border; border-radius: 8px; outline: none;
    selection-background-color: @raised; selection-color: @text; }
QTableView:focus { border: 2px solid @primary; }
QTableView::item { padding: 0 10px; border-bottom: 1px solid @raised; }
QTableView::item:selected { background: @raised; color: @text; }
QHeaderView { background: transparent; }
QHeaderView::section { background: @surface; color: @muted; border: none; border-bottom: 1px solid @border;
    padding: 0 13px; min-height: 36px; font-size: 12px; font-weight: 600; }
QHeaderView::section:hover { color: @text; background: @raised; }
QSlider { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @primary; border-radius: 2px; }
QSlider::handle:horizontal { background: @surface; border: 2px solid @primary; width: 12px; height: 12px;
    margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:hover { background: @raised; }
QSlider:focus { border: 2px solid @primary; border-radius: 6px; }
QSlider::sub-page:horizontal:disabled { background: @muted; }
QCheckBox { spacing: 8px; min-height: 34px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid @muted; border-radius: 4px; background: @surface; }
QCheckBox::indicator:hover { background: @raised; }
QCheckBox::indicator:checked { border-color: @primary; background: @primary; image: url("@checked"); }
QCheckBox::indicator:disabled { border-color: @border; background: @raised; }
QCheckBox:focus { border: 2px solid @primary; border-radius: 6px; }
"""
