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


def logistic():
    """3-1, m = 7, from zeros, rate 0.5, 200 steps; costs before steps 1, 2, 100, 200."""
    m = 7
    X = filled(3, m, 0.6)
    Y = (X.sum(axis=0, keepdims=True) > 0.2).astype(float)
    w, b = np.zeros((1, 3)), 0.0
    for step in range(1, 201):
        A = sigmoid(w @ X + b)
        cost = -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()
        if step in (1, 2, 100, 200):
            print("cost %d %.15g" % (step, cost))
        dZ = A - Y
        w, b = w - 0.5 * dZ @ X.T / m, b - 0.5 * dZ.mean()
    show("w", w)
    print("b %.15g" % b)


if __name__ == "__main__":
    two_layers()
    logistic()
