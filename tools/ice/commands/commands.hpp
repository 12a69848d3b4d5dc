#pragma once
// The commands of `ice`, one file each. Each function adds its command to the parser; when the
// command line names it, `chosen` becomes what to do, which returns the exit code.
#include <functional>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace ice::cli {

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
