"""Every address of `api`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import ANYBODY, act, data, put

WHY: Final = {"reason": "The door had been left open."}

OUTSIDE: Final = {  # they know no municipality, or the one that their link names
    "api:openapi-json": data(ANYBODY),
    "api:openapi-view": data(ANYBODY),  # drawn by Swagger UI
    "api:api-root": data(ANYBODY),
}

INSIDE: Final = {
    "api:list_burglaries": data("burglary.see"),
    "api:report_burglary": act("burglary.report", earliest="2020-01-01", latest="2020-01-02"),
    "api:get_burglary": data("burglary.see"),
    "api:confirm_burglary": act("burglary.confirm"),
    "api:withdraw_burglary": act("burglary.withdraw", **WHY),
    "api:correct_burglary": act("burglary.correct", **WHY),
    "api:list_alarms": data("alarm.see"),
    "api:list_accounts": data("alarm.accounts"),
    "api:enrol_account": act("alarm.enrol", account="77"),
    "api:get_account": data("alarm.accounts"),
    "api:list_events": data("alarm.accounts"),
    "api:set_plan": put("alarm.enrol", text="A dog.", zones=[]),
    "api:list_cocoons": data("cocoon.see"),
    "api:get_cocoon": data("cocoon.see"),
    "api:get_doors": data("cocoon.see"),
    "api:list_watch_groups": data("watch.see"),
    "api:get_watch_group": data("watch.see"),
    "api:compare_watch_homes": data("watch.see"),
    "api:list_pictures": data("cooperation.see"),
    "api:get_picture": data("cooperation.see"),
    "api:list_plans": data("cooperation.see"),
    "api:get_plan": data("cooperation.see"),
    "api:list_campaigns": data("campaign.see"),
    "api:get_campaign": data("campaign.see"),
    "api:list_risk_runs": data("risk.see"),
    "api:ask_for_risk_runs": act("risk.run", kinds=["surface"]),
    "api:get_risk_run": data("risk.see"),
    "api:list_latest_risk": data("risk.see"),
    "api:list_risk_zones": data("risk.see"),
    "api:get_risk_settings": data("risk.see"),
    "api:accept_risk_proposal": act("risk.settings"),
    "api:decline_risk_proposal": act("risk.settings", **WHY),
    "api:reset_risk_settings": act("risk.settings"),
}
