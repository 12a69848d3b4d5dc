#pragma once
// The commands of `ice`, one file each. Each function adds its command to the command line.
namespace ice::cli {

class Command;

void add_init(const Command& app);
void add_import(const Command& app);
void add_run(const Command& app);
void add_plan(const Command& app);
void add_ask(const Command& app);
void add_tell(const Command& app);
void add_submit(const Command& app);
void add_task(const Command& app);
void add_collect(const Command& app);
void add_jobs(const Command& app);
void add_fork(const Command& app);
void add_graph(const Command& app);
void add_gradcheck(const Command& app);
void add_studies(const Command& app);
void add_runs(const Command& app);
void add_show(const Command& app);
void add_replay(const Command& app);
void add_compare(const Command& app);
void add_best(const Command& app);
void add_claims(const Command& app);
void add_ideas(const Command& app);
void add_plot(const Command& app);
void add_report(const Command& app);
void add_plugin(const Command& app);
void add_predict(const Command& app);
void add_export(const Command& app);
void add_tag(const Command& app);
void add_note(const Command& app);
void add_rename(const Command& app);
void add_rm(const Command& app);
void add_sql(const Command& app);
void add_db(const Command& app);
void add_doctor(const Command& app);
void add_help(const Command& app);
void add_man(const Command& app);
void add_completion(const Command& app);
void add_complete(const Command& app);
void add_schema(const Command& app);

}  // namespace ice::cli
