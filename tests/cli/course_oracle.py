#!/usr/bin/env python3
"""The course's systems in NumPy, float64: prints the figures that course_test.cpp holds.

    python3 tests/cli/course_oracle.py [FOLDER with train_catvnoncat.h5 and test_catvnoncat.h5]

Written from the course's formulas (weeks 2 to 4); Debian's python3-numpy 1.24 and python3-h5py 3.7.
"""
import sys

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


ACTIVATIONS = {  # name: (g(z), g'(z) from z and a)
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0).astype(float)),
}


def start(units, scale, seed=1):
    """W[l] = randn(n[l], n[l-1]) scaled, layer after layer, from np.random.seed(seed)."""
    np.random.seed(seed)
    W = [np.random.randn(n, before) * scale(before) for before, n in zip(units, units[1:])]
    return W, [np.zeros((n, 1)) for n in units[1:]]


def forward(W, b, X, g):
    A, Z = [X], []
    for l in range(len(W)):
        Z.append(W[l] @ A[-1] + b[l])
        A.append(sigmoid(Z[-1]) if l + 1 == len(W) else g(Z[-1]))
    return A, Z


def train(W, b, X, Y, activation, rate, steps):
    """Full-batch gradient descent; the cost before each step."""
    g, slope = ACTIVATIONS[activation]
    m, costs = X.shape[1], []
    for _ in range(steps):
        A, Z = forward(W, b, X, g)
        costs.append(float(-np.mean(Y * np.log(A[-1]) + (1 - Y) * np.log(1 - A[-1]))))
        dZ = A[-1] - Y
        for l in reversed(range(len(W))):
            dW, db = dZ @ A[l].T / m, dZ.mean(axis=1, keepdims=True)
            if l > 0:
                dZ = (W[l].T @ dZ) * slope(Z[l - 1], A[l])
            W[l], b[l] = W[l] - rate * dW, b[l] - rate * db
    return costs


def accuracy(W, b, X, Y, activation):
    A, _ = forward(W, b, X, ACTIVATIONS[activation][0])
    return 100 * float(np.mean((A[-1] > 0.5) == Y))


def planar():
    """The flower: 200 samples a class, r = 4 sin(4 t), from np.random.seed(1)."""
    np.random.seed(1)
    X, Y = [], []
    for c in range(2):
        t = np.linspace(c * 3.12, (c + 1) * 3.12, 200) + np.random.randn(200) * 0.2
        r = 4 * np.sin(4 * t) + np.random.randn(200) * 0.2
        X.append(np.array([r * np.sin(t), r * np.cos(t)]))
        Y.append(np.full((1, 200), c))
    return np.hstack(X), np.hstack(Y)


def cats(folder):
    import h5py

    def part(name):
        with h5py.File(f"{folder}/{name}_catvnoncat.h5") as file:
            X, Y = file[f"{name}_set_x"][:], file[f"{name}_set_y"][:]
        return X.reshape(X.shape[0], -1).T / 255, Y.reshape(1, -1)

    return part("train"), part("test")


def show(name, costs, every, *accuracies):
    print(name, "costs", [costs[i] for i in range(0, len(costs), every)], "last", costs[-1], "accuracy", *accuracies)


def main():
    X, Y = planar()
    for n in (1, 2, 3, 4, 5, 20, 50):
        W, b = start([2, n, 1], lambda before: 0.01, seed=2)
        costs = train(W, b, X, Y, "tanh", 1.2, 5000)
        show(f"planar {n}", costs, 1000, accuracy(W, b, X, Y, "tanh"))
    if len(sys.argv) < 2:
        return
    (X, Y), test = cats(sys.argv[1])
    for name, units, scale, rate, steps in (
        ("logistic", [12288, 1], lambda before: 0, 0.005, 2000),
        ("two layers", [12288, 7, 1], lambda before: 0.01, 0.0075, 2500),
        ("four layers", [12288, 20, 7, 5, 1], lambda before: 1 / np.sqrt(before), 0.0075, 2500),
    ):
        W, b = start(units, scale)
        costs = train(W, b, X, Y, "relu", rate, steps)
        show(name, costs, 100, accuracy(W, b, X, Y, "relu"), accuracy(W, b, *test, "relu"))


main()
