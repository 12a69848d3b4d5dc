#pragma once
// All that a plugin author includes. A plugin is a class over Armadillo matrices:
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
// `id` and `doc` are required; `params` (params.hpp), `traits` and `outputs` (traits.hpp) optional;
// the functions of each kind stand at the head of its file. What all kinds share: a method is const
// and an object never changes after its constructor, so any number of threads may call it; inputs
// are not written; outputs are overwritten, in their shape; what cannot go on throws a
// std::exception, whose text the run records. The host keeps all state and is the only source of
// random numbers.
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
