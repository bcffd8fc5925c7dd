"""Fits the statistical forecasts once more with statsmodels, for comparison.

Reads a JSON list from the file named: each entry has `values`, and for each of `ets` (undamped, damped) the parameters and the initial state that Outturn
found. Writes a JSON list: the one-month errors and forecasts with those parameters, the sum of squares that statsmodels reaches by itself from the same
initial state, and its Theta model.
"""

import json
import sys
import warnings

import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.theta import ThetaModel

warnings.simplefilter("ignore")
MONTHS = 12


def model(values, damped, **how):
    return ETSModel(values, error="add", trend="add", damped_trend=damped, seasonal="add", seasonal_periods=12, **how)


def smoothed(values, found, damped):
    known = model(
        values, damped, initialization_method="known", initial_level=found["level"], initial_trend=found["trend"],
        initial_seasonal=np.array(found["season"]))
    given = {
        "smoothing_level": found["alpha"], "smoothing_trend": found["beta"], "smoothing_seasonal": found["gamma"],
        "damping_trend": found["phi"]}
    result = known.smooth([given[name] for name in known.param_names])
    heuristic = model(values, damped, initialization_method="heuristic")
    free = heuristic.fit(disp=False, maxiter=2000)
    return {
        "errors": list(result.resid), "forecast": list(result.forecast(MONTHS)), "squares": float(free.sse),
        "level": float(heuristic.initial_level), "trend": float(heuristic.initial_trend), "season": list(heuristic.initial_seasonal)}


def theta(values):
    fitted = ThetaModel(values, period=12)
    result = fitted.fit()
    alpha = float(result.params["alpha"])
    season = "none" if not fitted._has_seasonality else "multiplicative" if fitted.method.startswith("mul") else "additive"
    if season == "none":
        # Without a season statsmodels 0.13 adds a seasonal component of 1 to the forecasts: its parts are put together here instead.
        parts = result.forecast_components(MONTHS)
        forecast = np.asarray(parts.trend) / 2 + np.asarray(parts.ses)
        plain = values
    else:
        forecast = np.asarray(result.forecast(MONTHS))
        again = ThetaModel(values, period=12)
        again._has_seasonality = True
        plain, _ = again._deseasonalize_data()
    level, squares = plain[0], 0.0
    for value in plain:
        squares += (value - level) ** 2
        level += alpha * (value - level)
    return {"alpha": alpha, "slope": float(result.params["b0"]), "forecast": list(forecast), "season": season, "squares": float(squares)}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        entries = json.load(file)
    out = []
    for entry in entries:
        values = np.array(entry["values"], dtype=float)
        out.append({
            "undamped": smoothed(values, entry["undamped"], False), "damped": smoothed(values, entry["damped"], True), "theta": theta(values)})
    json.dump(out, sys.stdout)


main()
