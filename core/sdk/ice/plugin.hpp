#pragma once
// The only header that a plugin includes. A plugin is a class over Armadillo matrices:
//
//   #include <ice/plugin.hpp>
//
//   // silu(z) = z sigmoid(z) (Elfwing, Uchibe, Doya 2018).
//   struct Silu : ice::Activation {
//     static constexpr auto id = "silu";
//     static constexpr auto doc = "z * sigmoid(z) (Elfwing, Uchibe, Doya 2018)";
//     template <class T> T value(T z) const { return z * sigmoid(z); }
//     template <class T> T slope(T z, T a) const { return a + sigmoid(z) * (1 - a); }
//   };
//
//   ICE_LIBRARY("acme", "1.0.0", "MIT", Silu)
//
// A class derives from ice::Activation, ice::Initializer, ice::Loss or ice::Optimizer; the header
// of that kind says which functions it has, and when they are called. `id` and `doc` are required;
// `params` (params.hpp), `traits` and `outputs` (traits.hpp) are optional. For all kinds:
//
// - Order: the host checks the parameters, constructs an object, calls its functions any number of
//   times and destroys it. The library stays loaded until the process ends.
// - Threads: all functions are const and an object never changes after its constructor. Any number
//   of threads may call the functions of one object at the same time.
// - Matrices belong to the host and are valid only during the call. A function does not write its
//   inputs, and overwrites every element of its outputs, which already have their shape.
// - Errors: the constructor and every function over matrices may throw a std::exception. The run
//   then ends as failed, with the text of the exception. gain, moments and the destructor must not
//   throw.
// - State and chance: a function depends only on its arguments and the parameters. The host keeps
//   what must last (Slots) and gives the random numbers (Rng). No files, no clock, no globals.
#include "ice/activation.hpp"
#include "ice/each.hpp"
#include "ice/initializer.hpp"
#include "ice/library.hpp"
#include "ice/loss.hpp"
#include "ice/math.hpp"
#include "ice/matrix.hpp"
#include "ice/optimizer.hpp"
#include "ice/params.hpp"
#include "ice/random.hpp"
#include "ice/traits.hpp"
