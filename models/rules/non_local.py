"""non_local – a district secretary is not local: native place, birthplace, 20 years lived or worked there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.rule import Ask, Rule, Verdict, verdict

if TYPE_CHECKING:
    import pandas as pd


def admits(pairs: pd.DataFrame, _: Ask) -> Verdict:
    """Local refuses; where a place that could make one local is missing, pending. Party blocs have none."""
    asked = ((pairs["role"] == "secretary") & (pairs["bloc"] == "district")).to_numpy()
    refused, pending = np.zeros(len(pairs), bool), np.zeros(len(pairs), bool)
    for at in np.flatnonzero(asked):
        here, native, born, lived = (
            str(cell) for cell in pairs.loc[at, ["locality", "native_locality", "birth_locality", "long_localities"]]
        )
        refused[at] = here != "" and here in (native, born, *lived.split(";"))
        pending[at] = "" in (here, native, born)
    return verdict(refused, pending)


RULE = Rule(
    "non_local",
    "II.5",
    vi="Bí thư cấp ủy cấp huyện không là người địa phương",
    en="A district secretary is not a local",
    admits=admits,
    reads=("units.locality", "cadres.native_locality", "cadres.birth_locality", "cadres.long_localities"),
    protected=True,
)
