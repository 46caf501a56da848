# SPDX-FileCopyrightText: 2026 The precinct-app authors
# SPDX-License-Identifier: MIT
"""How acts of every kind are drawn up."""

from precinct_app.services.acts import (
    ballot_acts,
    box_acts,
    certificate_acts,
    count_acts,
    day_acts,
    ending_acts,
    finding_acts,
    signing_acts,
)
from precinct_app.services.acts.scene import Recipes

RECIPES: Recipes = {
    **day_acts.RECIPES,
    **certificate_acts.RECIPES,
    **ballot_acts.RECIPES,
    **box_acts.RECIPES,
    **count_acts.RECIPES,
    **finding_acts.RECIPES,
    **signing_acts.RECIPES,
    **ending_acts.RECIPES,
}
