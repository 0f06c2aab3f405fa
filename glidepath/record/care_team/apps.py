from django.apps import AppConfig


class CareTeam(AppConfig):
    """Who cares for whom, who may see whom, and since when."""

    name = "glidepath.record.care_team"
    label = "care_team"
