#include "report/kernels.hpp"

#include <catch2/catch.hpp>

using ice::report::kernels_text;

TEST_CASE("kernels: kernels are named by the words that not all of them share") {
  CHECK(kernels_text({{"12.2.0 x86-64-v4", "OpenBLAS 0.3.21 SkylakeX MAX_THREADS=64", 12},
                      {"12.2.0 x86-64-v3", "OpenBLAS 0.3.21 Haswell MAX_THREADS=64", 1}}) ==
        "kernels differ: 12 runs on x86-64-v4 SkylakeX, 1 run on x86-64-v3 Haswell; so do their "
        "last digits");
  CHECK(kernels_text({{"12.2.0 x86-64-v4", "OpenBLAS 0.3.21 Haswell", 3},
                      {"12.2.0 x86-64-v4", "OpenBLAS 0.3.26 Haswell", 2},
                      {"12.2.0 x86-64-v3", "OpenBLAS 0.3.26 Haswell", 1}}) ==
        "kernels differ: 3 runs on x86-64-v4 0.3.21, 2 runs on x86-64-v4 0.3.26, 1 run on "
        "x86-64-v3 0.3.26; so do their last digits");
}

TEST_CASE("kernels: those that an older ice recorded have no name") {
  CHECK(kernels_text(
            {{"12.2.0", "OpenBLAS Haswell", 5}, {"12.2.0 x86-64-v4", "OpenBLAS Haswell", 2}}) ==
        "kernels differ: 5 runs on kernels without a name, 2 runs on x86-64-v4; so do their last "
        "digits");
}

TEST_CASE("kernels: there is no note on one, nor on settings that change no digit") {
  CHECK(kernels_text({}).empty());
  CHECK(kernels_text({{"12.2.0", "OpenBLAS", 5}}).empty());
  CHECK(kernels_text({{"12.2.0 x86-64-v4", "OpenBLAS Haswell MAX_THREADS=64", 3},
                      {"12.2.0 x86-64-v4", "OpenBLAS Haswell MAX_THREADS=128", 2}})
            .empty());
}
