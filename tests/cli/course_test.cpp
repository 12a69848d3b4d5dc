// The course's systems, run from their files, against NumPy's costs and accuracies: printed by
// course_oracle.py (Debian's python3-numpy 1.24), which starts from the same numbers as
// numpy_randn.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "cli/ice.hpp"
#include "support/skip.hpp"

namespace fs = std::filesystem;
using ice::base::split;
using ice::cli::Shell;

namespace {

constexpr double kRelative = 1e-6;
constexpr std::chrono::seconds kPatience{110};  // seconds, unless the machine is busy

struct Course : Shell {
  /// Runs experiments/course/NAME.yaml with every epoch on record.
  void train(const std::string& name, const std::vector<std::string>& environment = {}) const {
    const std::string program = ICE_BUILD "/bin/ice";
    const std::string study = ICE_SOURCE "/experiments/course/" + name + ".yaml";
    const auto result = ice::base::run_to_end(
        in_folder({program, "run", study, "record.points=1000000", "-q"}, environment), kPatience);
    INFO(result.out << result.err);
    REQUIRE(result.status.ok());
  }

  /// One number of the store.
  [[nodiscard]] double number(const std::string& query) const {
    return std::stod(split(ice({"sql", query, "-f", "csv"}).out, '\n').at(1));
  }

  /// The cost before step number `step`, counted from 0 as the course does: that of epoch step + 1.
  [[nodiscard]] double cost(int cell, int step) const {
    return number(
        "SELECT printf('%.17g', c.value) FROM curves c JOIN runs r ON r.id = c.run_id "
        "WHERE c.metric = 'train.cost' AND r.cell = " +
        std::to_string(cell) + " AND c.epoch = " + std::to_string(step + 1));
  }

  [[nodiscard]] double percent(const std::string& metric, int cell = 0) const {
    return 100 * number(
                     "SELECT printf('%.17g', m.final) FROM metrics m JOIN runs r ON r.id = "
                     "m.run_id WHERE m.name = '" +
                     metric + "' AND r.cell = " + std::to_string(cell));
  }
};

struct Expected {
  int cell;
  std::vector<double> costs;  // at steps 0, 1000, 2000 ...
  double accuracy;
};

// The course's pictures may not be passed on: who has them says where.
std::string cats_folder() {
  const char* const folder = std::getenv("ICE_DATA");
  if (folder == nullptr || !fs::exists(fs::path(folder) / "train_catvnoncat.h5"))
    skip("train_catvnoncat.h5 is not in $ICE_DATA");
  return folder;
}

void check_costs(const Course& course, int cell, int every, const std::vector<double>& costs) {
  for (std::size_t i = 0; i < costs.size(); ++i) {
    CAPTURE(cell, i * every);
    CHECK(course.cost(cell, static_cast<int>(i) * every) == Approx(costs[i]).epsilon(kRelative));
  }
}

// One of the course's networks on the cats: costs at steps 0, 100 ..., then accuracies in percent.
void check_cats(const std::string& study, const std::vector<double>& costs, double train,
                double test) {
  const std::string folder = cats_folder();
  const Course course;
  course.train(study, {"ICE_DATA=" + folder});
  check_costs(course, 0, 100, costs);
  CHECK(course.percent("train.accuracy") == Approx(train));
  CHECK(course.percent("test.accuracy") == Approx(test));
}

}  // namespace

// With 20 and 50 units the rate of 1.2 makes gradient descent chaotic after step 3000: there NumPy
// itself comes to other digits, and 90 to 90.75 %, with another BLAS kernel.
TEST_CASE("course: the planar flower with 1 to 50 hidden units costs what NumPy says") {
  const Course course;
  course.train("04-planar-hidden-units");
  for (const Expected& expected : std::vector<Expected>{
           {0,
            {0.6931475438458983, 0.6366208325642342, 0.6347568331836081, 0.6338139675205536,
             0.6332045174926639},
            67.5},
           {1,
            {0.6931162485343115, 0.5823245569184223, 0.5789483062264424, 0.5772913743998501,
             0.5761901410265899},
            67.25},
           {2,
            {0.6931142222248914, 0.2855015966837907, 0.2730627923489794, 0.2663671337276788,
             0.26206716153663434},
            90.75},
           {3,
            {0.6930480201239823, 0.28808329356901846, 0.25438549407324595, 0.23386415038952207,
             0.22679248744854008},
            90.5},
           {4,
            {0.6932523197920643, 0.28377111041570674, 0.270688591118202, 0.2635095629736028,
             0.25845467083088386},
            91.25},
           {5, {0.6931354078572382, 0.27665847498528773, 0.20426451390429332}, 90.5},
           {6, {0.6932236819242581, 0.2789966378155411, 0.20437536911239548}, 90.5}}) {
    check_costs(course, expected.cell, 1000, expected.costs);
    CHECK(std::abs(course.percent("train.accuracy", expected.cell) - expected.accuracy) <=
          (expected.cell < 5 ? 1e-9 : 0.5));
  }
}

TEST_CASE("course: logistic regression on the cats costs what NumPy says") {
  check_cats("03-cats-logistic",
             {0.6931471805599453,  0.5845083636993087,  0.46694904094655476, 0.37600686694802077,
              0.33146328932825125, 0.30327306747438293, 0.27987958658260487, 0.2600421369258757,
              0.24294068467796617, 0.2280042225672606,  0.2148195137844964,  0.20307819060644985,
              0.19254427716706868, 0.18303333796883509, 0.17439859438448874, 0.1665213970540033,
              0.15930451829756614, 0.15266732471296504, 0.14654223503982342, 0.14087207570310156},
             99.04306220095694, 70);
}

TEST_CASE("course: a network of two layers on the cats costs what NumPy says") {
  check_cats("11-cats-two-layers",
             {0.6930497356599891,  0.6464320953428849,  0.6325140647912677,  0.6015024920354665,
              0.5601966311605748,  0.515830477276473,   0.4754901313943325,  0.4339163151225749,
              0.40079775362038855, 0.3580705011323798,  0.3394281538366412,  0.3052753636196263,
              0.2749137728213015,  0.24681768210614854, 0.198507350374661,   0.17448318112556646,
              0.17080762978096828, 0.11306524562164709, 0.09629426845937152, 0.0834261795972687,
              0.07439078704319083, 0.06630748132267933, 0.05919329501038171, 0.05336140348560557,
              0.04855478562877021},
             100, 72);
}

TEST_CASE("course: a network of four layers on the cats costs what NumPy says") {
  check_cats("12-cats-four-layers",
             {0.7717493284237686,  0.6720534400822913,  0.6482632048575212,  0.6115068816101354,
              0.567047326836611,   0.5401376634547801,  0.5279299569455267,  0.46547737717668514,
              0.3691258524959279,  0.3917469743480535,  0.3151869888600616,  0.2726998441789385,
              0.23741853400268134, 0.19960120532208644, 0.18926300388463305, 0.1611885466582775,
              0.14821389662363316, 0.13777487812972944, 0.1297401754919012,  0.12122535068005211,
              0.11382060668633714, 0.10783928526254134, 0.10285466069352679, 0.10089745445261786,
              0.09287821526472397},
             98.56459330143541, 80);
}
