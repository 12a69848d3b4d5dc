#pragma once
// The commands of `ice`, one file each. Each function adds its command to the parser. When the
// command line names the command, parsing sets `chosen`; main() then calls it. REQUIRES: `chosen`
// outlives the parser.
#include <functional>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace ice::cli {

/// Does what the command line asks for and returns the exit code. Throws the errors of
/// base/error.hpp, which main() turns into messages and exit codes.
using Action = std::function<int()>;

void add_run(CLI::App& app, Action& chosen);
void add_plan(CLI::App& app, Action& chosen);
void add_studies(CLI::App& app, Action& chosen);
void add_runs(CLI::App& app, Action& chosen);
void add_show(CLI::App& app, Action& chosen);
void add_compare(CLI::App& app, Action& chosen);
void add_best(CLI::App& app, Action& chosen);
void add_claims(CLI::App& app, Action& chosen);
void add_plot(CLI::App& app, Action& chosen);
void add_plugin(CLI::App& app, Action& chosen);
void add_predict(CLI::App& app, Action& chosen);
void add_sql(CLI::App& app, Action& chosen);
void add_db(CLI::App& app, Action& chosen);
void add_doctor(CLI::App& app, Action& chosen);

}  // namespace ice::cli
