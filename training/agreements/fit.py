"""Logistic regression with a ridge, by Newton's method: small, exact and the same every time."""

import numpy as np

from training.agreements.data import Example


def fit(examples: list[Example], ridge: float = 1.0, least: int = 4) -> dict[str, object]:
    """Bias and weights by feature; features seen fewer than `least` times get none."""
    seen: dict[str, int] = {}
    for features, _ in examples:
        for name, value in features.items():
            seen[name] = seen.get(name, 0) + bool(value)
    names = sorted(n for n, k in seen.items() if k >= least)
    x = np.array([[1.0, *(f.get(n, 0.0) for n in names)] for f, _ in examples])
    y = np.array([label for _, label in examples], dtype=float)
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return {"bias": round(float(w[0]), 4), "weights": {n: round(float(v), 4) for n, v in zip(names, w[1:], strict=True)}}


def fit_choice(examples: list[tuple[list[dict[str, float]], list[bool]]], ridge: float = 1.0) -> dict[str, object]:
    """Weights of a conditional logit: of several options, one of the right ones is to have the highest sum."""
    names = sorted({n for options, _ in examples for f in options for n in f})
    tables = [(np.array([[f.get(n, 0.0) for n in names] for f in options]), np.array(right)) for options, right in examples]
    w = np.zeros(len(names))
    for _ in range(60):
        gradient, hessian = ridge * w, ridge * np.eye(len(names))
        for x, right in tables:
            z = x @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            q = p * right / (p * right).sum()
            gradient = gradient + x.T @ (p - q)
            mean = p @ x
            hessian = hessian + (x * p[:, None]).T @ x - np.outer(mean, mean)
        step = np.linalg.solve(hessian, gradient)
        w = w - step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max())))
        if np.abs(step).max() < 1e-6:
            break
    return {"bias": 0.0, "weights": {n: round(float(v), 4) for n, v in zip(names, w, strict=True)}}
