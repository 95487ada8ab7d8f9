"""What people fill in who are not signed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from . import purposes, words
from .alerts import words as alert_words
from .forms import DAY
from .joining import Asked


class JoinForm(forms.Form):
    """Somebody wants to join a group, or to start one."""

    address = forms.CharField(
        label=_("Your address"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("Street and number."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A link is sent there. You are a member once you have pressed the button that it leads to."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telephone number"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    wants = forms.MultipleChoiceField(
        label=_("What you agree to"), required=False, choices=list(purposes.PURPOSES.items()),
        widget=forms.CheckboxSelectMultiple, help_text=_("You can change each of them later, by yourself."),
    )  # fmt: skip

    def asked(self) -> Asked:
        """What was filled in."""
        return Asked(**{**self.cleaned_data, "wants": tuple(self.cleaned_data["wants"])})


class FindForm(forms.Form):
    """Somebody asks whether there is a group."""

    address = forms.CharField(max_length=200)


class LinkForm(forms.Form):
    """Somebody asks for a link to what is theirs."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class WantsForm(forms.Form):
    """What a member agrees to."""

    wants = forms.MultipleChoiceField(
        label=_("What you agree to"), required=False, choices=list(purposes.PURPOSES.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class AlertsForm(forms.Form):
    """Which alerts a member wants, and when."""

    least = forms.ChoiceField(
        label=_("Which alerts you want"), choices=list(alert_words.LEAST.items()), widget=forms.RadioSelect
    )
    digest_at = forms.TypedChoiceField(
        label=_("When what can wait is to come"), coerce=int, choices=[(h, f"{h:02d}:00") for h in range(5, 23)],
        help_text=_("As one letter a day, and none when there is nothing."),
    )  # fmt: skip


class OwnAwayForm(forms.Form):
    """A member's own home is away."""

    since = forms.DateField(label=_("Away from"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    until = forms.DateField(label=_("Away until"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    seen_by = forms.ChoiceField(
        label=_("Who may see it"), choices=list(words.SEEN_BY.items()), widget=forms.RadioSelect,
        help_text=_("Neither the municipality nor the police. It is removed the day after it ended."),
    )  # fmt: skip


class MineForm(forms.Form):
    """A member's own name and number."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("Telephone number"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
