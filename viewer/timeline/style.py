"""How a category looks: a shape for the category and a colour token for its quad class, by name only."""

from viewer.events.vocabulary import CATEGORIES, QUADS

TOKENS = ("paper", "panel", "band", "ink", "muted", "line", "accent", *QUADS)  # what every theme defines

_SHAPES = {
    "agree": "diamond", "consult": "circle", "support": "pentagon", "concede": "triangle-down",
    "cooperate": "square", "aid": "cross", "retreat": "arrow-left", "investigate": "target",
    "demand": "triangle-right", "disapprove": "half-circle", "reject": "x", "threaten": "bolt",
    "protest": "flag", "crime": "hourglass", "sanction": "bar", "mobilize": "chevron",
    "coerce": "shield", "assault": "triangle-up", "disaster": "asterisk", "statement": "ring",
    "trade": "arrow-right", "other": "dash",
}  # fmt: skip

SHAPES = tuple(_SHAPES[category.code] for category in CATEGORIES)  # by index of the category
