from django.apps import AppConfig


class TeamBoard(AppConfig):
    """Who needs us now, and the whole picture of one person."""

    name = "glidepath.oversight.team_board"
    label = "team_board"
