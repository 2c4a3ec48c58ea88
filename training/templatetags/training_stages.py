"""How the stages of a run are drawn."""

from django import template

from training.enums import Stage

register = template.Library()

TONES = {
    Stage.DRAFT: "slate",
    Stage.NEGOTIATING: "ochre",
    Stage.OPEN: "green",
    Stage.FULL: "lake",
    Stage.CLOSED: "lake",
    Stage.RUNNING: "violet",
    Stage.OVER: "ochre",
    Stage.HELD: "slate",
    Stage.CANCELLED: "red",
}


@register.filter
def tone_of_stage(stage: Stage) -> str:
    """Return the colour token of a stage; its word stands beside it (LOOK)."""
    return TONES.get(stage, "slate")
