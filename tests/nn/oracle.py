#!/usr/bin/env python3
"""Prints the figures that network_test.cpp and train_test.cpp hold: the course's formulas in NumPy, float64."""
import numpy as np

np.set_printoptions(precision=15, suppress=False)


def filled(rows, cols, phase):
    """The matrix that fill_with_sine() of networks.hpp makes."""
    return np.sin(phase + np.arange(rows)[:, None] + rows * np.arange(cols)[None, :])


def show(name, value):
    # Column-major, as Armadillo keeps it.
    print(name, ", ".join("%.15g" % x for x in np.asarray(value).flatten(order="F")))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def two_layers():
    """3-5-2, m = 4, tanh, then softmax with categorical cross-entropy; lambda = 0.7."""
    m, l2 = 4, 0.7
    X = filled(3, m, 0.1)
    Y = np.array([[1, 0, 0, 1], [0, 1, 1, 0]], float)
    W1, b1, W2, b2 = filled(5, 3, 0.2), filled(5, 1, 0.3), filled(2, 5, 0.4), filled(2, 1, 0.5)
    A1 = np.tanh(W1 @ X + b1)
    Z2 = W2 @ A1 + b2
    A2 = np.exp(Z2) / np.exp(Z2).sum(axis=0)
    show("A2", A2)
    print("cost %.15g" % -(Y * np.log(A2)).sum(axis=0).mean())
    print("l2 term %.15g" % (l2 / (2 * m) * ((W1**2).sum() + (W2**2).sum())))
    dZ2 = A2 - Y
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    show("dW1", dZ1 @ X.T / m + l2 / m * W1)
    show("db1", dZ1.sum(axis=1) / m)
    show("dW2", dZ2 @ A1.T / m + l2 / m * W2)
    show("db2", dZ2.sum(axis=1) / m)


def half_planes(m, phase=0.6):
    X = filled(3, m, phase)
    return X, (X.sum(axis=0, keepdims=True) > 0.2).astype(float)


def cost_of(w, b, X, Y):
    A = sigmoid(w @ X + b)
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()


def logistic_steps(rates, clip=lambda g: g, m=7):
    """3-1 from zeros: w (3), b after a full-batch step at each rate, and the costs before the steps."""
    X, Y = half_planes(m)
    w, b, costs = np.zeros((1, 3)), 0.0, []
    for rate in rates:
        costs.append(cost_of(w, b, X, Y))
        dZ = sigmoid(w @ X + b) - Y
        g = clip(np.append(dZ @ X.T / m, dZ.mean()))
        w, b = w - rate * g[:3], b - rate * g[3]
    return w, b, costs


def logistic():
    """Rate 0.5, 200 steps; costs before steps 1, 2, 100, 200."""
    w, b, costs = logistic_steps([0.5] * 200)
    for step in (1, 2, 100, 200):
        print("cost %d %.15g" % (step, costs[step - 1]))
    show("w", w)
    print("b %.15g" % b)


def schedules():
    """The rates of 12 epochs under each schedule, warm-up 3, and where they lead; then 2 epochs of 4 steps."""
    epochs, warmup = 12, 3
    t = np.arange(epochs - warmup)
    warm = np.arange(1, warmup + 1) / warmup
    shapes = {
        "constant": np.ones(len(t)),
        "step": 0.5 ** (t // 4),
        "exponential": 0.9**t,
        "inverse_time": 1 / (1 + 0.3 * t),
        "cosine": 0.1 + 0.9 * (1 + np.cos(np.pi * t / (epochs - warmup))) / 2,
    }
    for name, shape in shapes.items():
        factors = np.append(warm, shape)
        show(name, factors)
        w, b, costs = logistic_steps(2 * factors)
        print("  cost 12 %.15g  b %.15g" % (costs[-1], b))
    show("cosine by steps", (1 + np.cos(np.pi * np.arange(8) / 8)) / 2)


def clipping():
    """10 steps of rate 2 with each entry cut to 0.1, with the norm cut to 0.15, with both."""
    by_value = lambda g: np.clip(g, -0.1, 0.1)
    by_norm = lambda g: g * min(1, 0.15 / np.linalg.norm(g))
    for clip in (by_value, by_norm, lambda g: by_norm(by_value(g))):
        w, b, costs = logistic_steps([2] * 10, clip)
        show("w", w)
        print("b %.15g  cost 10 %.15g" % (b, costs[-1]))


def overfitting():
    """3-1 at rate 0.5, dev part half_planes(20, 1.7) with every eighth label turned: its cost after each of 30 epochs."""
    X, Y = half_planes(7)
    Xd, Yd = half_planes(20, 1.7)
    Yd[0, ::8] = 1 - Yd[0, ::8]
    w, b, costs = np.zeros((1, 3)), 0.0, []
    for epoch in range(30):
        dZ = sigmoid(w @ X + b) - Y
        w, b = w - 0.5 * dZ @ X.T / 7, b - 0.5 * dZ.mean()
        costs.append(cost_of(w, b, Xd, Yd))
    print("dev costs", ", ".join("%.6f" % c for c in costs), "best", 1 + int(np.argmin(costs)))


if __name__ == "__main__":
    two_layers()
    logistic()
    schedules()
    clipping()
    overfitting()
