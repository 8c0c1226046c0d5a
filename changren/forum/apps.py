from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "changren.forum"
    label = "forum"
    verbose_name = _("Delegates' forum")

    def ready(self) -> None:
        from changren.congress.queries.hall import show_questions_of
        from changren.forum import acts  # noqa: F401  (declares the acts of this room)
        from changren.forum.queries import questions_at

        show_questions_of("forum", questions_at)
