// A rulebook to look at: a plan as a diagram, all of it as a document.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <arrears/language/document.hpp>
#include <arrears/language/graph.hpp>
#include <cli/command.hpp>

#include <array>
#include <csignal>
#include <iostream>

namespace arrears::cli {

namespace {

struct Asked {
  std::vector<std::string> paths;
  std::string plan, format = "dot";
};

std::string read_all(int from) {
  std::string out;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = read(from, buffer.data(), buffer.size())) > 0;) {
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return out;
}

bool write_all(int to, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = write(to, text.data(), text.size());
    if (put <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// Graphviz lays a diagram out. It reads all of its input before it writes.
Result<std::string> drawn(const std::string& dot) {
  const Error none{ErrorCode::host, "a picture needs the program `dot` of Graphviz"};
  std::array<int, 2> in{}, out{};
  if (pipe(in.data()) != 0) return unexpected(none);
  if (pipe(out.data()) != 0) return unexpected(none);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  for (const int end : {in[0], in[1], out[0], out[1]}) {
    posix_spawn_file_actions_addclose(&actions, end);
  }
  std::string program = "dot", format = "-Tsvg";
  std::array<char*, 3> arguments{program.data(), format.data(), nullptr};
  pid_t child = 0;
  const bool begun = posix_spawnp(&child, "dot", &actions, nullptr, arguments.data(), environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): a child that has gone is seen below
  const bool given = begun && write_all(in[1], dot);
  close(in[1]);
  std::string picture = begun ? read_all(out[0]) : std::string{};
  close(out[0]);
  int status = 0;
  const bool ended = begun && waitpid(child, &status, 0) == child && status == 0;
  if (!given || !ended || picture.empty()) return unexpected(none);
  return picture;
}

// Without what belongs to a file of its own.
std::string inline_svg(const std::string& svg) {
  const std::size_t begin = svg.find("<svg");
  return begin == std::string::npos ? std::string{} : svg.substr(begin);
}

int graph_of(const Asked& asked, const Shared& shared) {
  const Result<LawPacks> law = load_law(shared);
  if (!law) return fail(law.error());
  const Result<Rulebook> rules = load_rules(asked.paths, *law);
  if (!rules) return fail(rules.error());
  const GraphFormat format = asked.format == "mermaid" ? GraphFormat::mermaid : GraphFormat::dot;
  Result<std::string> out = graph(*rules, asked.plan, format);
  if (out && asked.format == "svg") out = drawn(*out);
  if (!out) return fail(out.error());
  std::cout << *out;
  return fine;
}

int print_of(const std::vector<std::string>& paths, const Shared& shared) {
  const Result<LawPacks> law = load_law(shared);
  if (!law) return fail(law.error());
  const Result<Rulebook> rules = load_rules(paths, *law);
  if (!rules) return fail(rules.error());
  DocumentOptions options;
  for (const std::string& plan : rules->plans()) {
    const Result<std::string> dot = graph(*rules, plan, GraphFormat::dot);
    if (!dot) return fail(dot.error());
    const Result<std::string> picture = drawn(*dot);
    if (!picture) {
      std::cerr << "arrears: no diagrams: " << picture.error().message << '\n';
      break;
    }
    options.diagrams[plan] = inline_svg(*picture);
  }
  std::cout << document(*rules, options);
  return fine;
}

}  // namespace

void add_graph(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("graph", "draw a plan: its states and what leads where");
  auto asked = std::make_shared<Asked>();
  command->add_option("PATH", asked->paths, "files and folders of one rulebook")->required();
  command->add_option("--plan", asked->plan, "which plan, where there are several");
  command->add_option("--format", asked->format, "dot, mermaid or svg")
      ->check(CLI::IsMember({"dot", "mermaid", "svg"}))
      ->capture_default_str();
  add_law_option(*command, shared);
  command->footer("Example: arrears graph --format svg rules/plans/en > company_invoices.svg");
  command->callback([asked, &shared] { shared.exit_code = graph_of(*asked, shared); });
}

void add_print(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand("print", "write a rulebook as a page of HTML, with diagrams");
  auto paths = std::make_shared<std::vector<std::string>>();
  command->add_option("PATH", *paths, "files and folders of one rulebook")->required();
  add_law_option(*command, shared);
  command->footer("Example: arrears print rules/plans/en > company_invoices.html");
  command->callback([paths, &shared] { shared.exit_code = print_of(*paths, shared); });
}

}  // namespace arrears::cli
