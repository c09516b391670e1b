#include <cli/command.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <arrears/packs/load.hpp>
#include <arrears/store/sqlite.hpp>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iostream>
#include <memory>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace arrears::cli {

void add_law_option(CLI::App& command, Shared& shared) {
  command.add_option("--law", shared.law, "directory of law packs (default: the bundled ones)");
}

void add_json_option(CLI::App& command, Shared& shared) {
  command.add_flag("--json", shared.json, "answer as JSON");
}

void add_messages_option(CLI::App& command, Shared& shared) {
  command
      .add_option("--messages", shared.messages,
                  "language of messages about rules; else each file is told in its own")
      ->check(CLI::IsMember(rule_languages()));
}

void add_store_options(CLI::App& command, Shared& shared) {
  command.add_option("--db", shared.db, "the store, an SQLite file")->required();
  command.add_option("--tenant", shared.tenant, "the legal person that collects")
      ->capture_default_str();
  command.add_option("--actor", shared.actor, "who acts (default: the system user)");
  command.add_option("--zone", shared.zone, "time zone of the tenant, such as Europe/Prague")
      ->capture_default_str();
  add_law_option(command, shared);
  add_json_option(command, shared);
}

int fail(std::string_view message) {
  std::cerr << "arrears: " << message << '\n';
  return no;
}

int fail(const Error& error) { return fail(error.message); }

Result<LawPacks> load_law(const Shared& shared) {
  return law::load_all(shared.law.empty() ? law::bundled_path() : shared.law);
}

Result<Zone> load_zone(const Shared& shared) {
  return zone::load(zone::bundled_path(), shared.zone);
}

Result<Rulebook> load_rules(const std::vector<std::string>& paths, const LawPacks& law,
                            const std::string& messages) {
  CompileOutcome outcome = compile(SourceSet::from_paths(paths, messages), law, messages);
  std::cerr << render(outcome.diagnostics, {.language = messages, .color = isatty(2) == 1});
  if (!outcome.rulebook) {
    return unexpected(ErrorCode::invalid, "the rules have errors; nothing was done");
  }
  // Under no plan every claim would be refused, and the facts that wait would be used up.
  if (outcome.rulebook->plans().empty()) {
    return unexpected(
        ErrorCode::invalid,
        fmt::format("{}: the rules hold no plan; nothing was done", fmt::join(paths, ", ")));
  }
  return *std::move(outcome.rulebook);
}

Result<Archived> archived(Store& store, const Shared& shared, std::string_view without) {
  const Result<ShardState> state = store.state({{shared.tenant}, 0});
  if (!state) return unexpected(state.error());
  if (state->rulebook.none()) {
    return unexpected(ErrorCode::not_found, fmt::format("{}: tenant `{}` has no rulebook yet; {}",
                                                        shared.db, shared.tenant, without));
  }
  std::vector<LawPack> packs;
  for (const Hash& hash : state->packs) {
    const Result<Bytes> bytes = store.archived({shared.tenant}, hash);
    if (!bytes) return unexpected(bytes.error());
    Result<LawPack> pack = LawPack::from_archive(*bytes);
    if (!pack) return unexpected(pack.error());
    packs.push_back(*std::move(pack));
  }
  Archived out{{}, LawPacks(std::move(packs))};
  const Result<Bytes> rules = store.archived({shared.tenant}, state->rulebook);
  if (!rules) return unexpected(rules.error());
  Result<Rulebook> rulebook = rulebook_from_archive(*rules, out.law);
  if (!rulebook) return unexpected(rulebook.error());
  out.rulebook = *std::move(rulebook);
  return out;
}

std::function<Result<Rulebook>(ByteView)> older_rulebooks(const LawPacks& law) {
  return [law](ByteView bytes) { return rulebook_from_archive(bytes, law); };
}

Result<Engine> open_for_reading(const Shared& shared) {
  Result<std::unique_ptr<Store>> store =
      sqlite::store(shared.db, {.read_only = true, .create = false});
  if (!store) return unexpected(store.error());
  Result<Archived> own = archived(**store, shared, "`arrears run` gives it one");
  if (!own) return unexpected(own.error());
  Result<Zone> zone = load_zone(shared);
  if (!zone) return unexpected(zone.error());
  EngineParts parts;
  parts.store = std::move(store);
  parts.rulebook = own->rulebook;
  parts.law = own->law;
  parts.zone = *zone;
  parts.tenant = {shared.tenant};
  parts.read_only = true;
  parts.load_rulebook = older_rulebooks(own->law);
  return Engine::open(std::move(parts));
}

Result<Engine> open_for_intake(const Shared& shared, const Archived& own, const Zone& zone,
                               Result<std::unique_ptr<Store>> store) {
  if (!store) return unexpected(store.error());
  EngineParts parts;
  parts.store = std::move(store);
  parts.rulebook = own.rulebook;
  parts.law = own.law;
  parts.zone = zone;
  parts.tenant = {shared.tenant};
  parts.intake_only = true;  // nothing is decided here, so no channel has to be named
  return Engine::open(std::move(parts));
}

Result<Date> day_asked(Engine& engine, const Shared& shared, const std::string& on) {
  if (!on.empty()) return Date::parse(on);
  const Result<ShardState> state = engine.state(shared.caller());
  if (!state) return unexpected(state.error());
  if (!state->open_day) {
    return unexpected(ErrorCode::not_found, "no day has been opened yet; run `arrears run` first");
  }
  return *state->open_day;
}

Result<Moment> arrival(const std::string& on, const Zone& zone, Instant not_before) {
  Moment moment = zone.moment({static_cast<std::int64_t>(std::time(nullptr))});
  if (!on.empty()) {
    const Result<Date> day = Date::parse(on);
    if (!day) return unexpected(day.error());
    moment = VirtualClock(zone).opening(*day);
  }
  if (moment.instant < not_before && zone.day_of(not_before) == moment.day) {
    moment.instant = not_before;
  }
  return moment;
}

namespace {

constexpr off_t file_bytes_max = off_t{1} << 30;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

unexpected file_error(const std::string& path, const char* doing) {
  return unexpected(ErrorCode::io,
                    fmt::format("{}: cannot {}: {}", path, doing, std::strerror(errno)));
}

// Writes beside the file and renames.
Result<Unit> put_file(const std::string& path, std::string_view text, mode_t mode) {
  const std::string beside = path + ".part";
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) return file_error(beside, "write");
  std::size_t done = 0;
  bool good = fchmod(descriptor, mode) == 0;
  while (good && done < text.size()) {
    const ssize_t wrote = ::write(descriptor, text.data() + done, text.size() - done);
    if (wrote > 0)
      done += static_cast<std::size_t>(wrote);
    else
      good = wrote < 0 && errno == EINTR;
  }
  good = good && fsync(descriptor) == 0;
  const int why = good ? 0 : errno;
  good = ::close(descriptor) == 0 && good && std::rename(beside.c_str(), path.c_str()) == 0;
  if (good) return Unit{};
  if (why != 0) errno = why;
  const auto error = file_error(path, "write");
  ::unlink(beside.c_str());
  return error;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  struct stat info {};
  const bool known = path != "-" && stat(path.c_str(), &info) == 0;
  if (known && S_ISDIR(info.st_mode)) {
    return unexpected(ErrorCode::io, path + ": is a directory; name a file");
  }
  const unexpected too_large(ErrorCode::limit, path + ": larger than 1 GiB; split the file");
  if (known && S_ISREG(info.st_mode) && info.st_size > file_bytes_max) return too_large;
  const File file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"),
                  [](std::FILE* f) { return f == stdin ? 0 : std::fclose(f); });
  if (!file) return file_error(path, "read");
  std::string out;
  char buffer[1 << 16];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) {
    out.append(buffer, got);
    if (out.size() > static_cast<std::size_t>(file_bytes_max)) return too_large;
  }
  if (std::ferror(file.get()) != 0) return file_error(path, "read");
  return out;
}

Result<Unit> write_private_file(const std::string& path, std::string_view text) {
  return put_file(path, text, 0600);
}

Result<Unit> write_new_file(const std::string& path, std::string_view text) {
  return put_file(path, text, 0644);
}

Result<Unit> rewrite_file(const std::string& path, std::string_view text) {
  struct stat info {};
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  if (!real || stat(real.get(), &info) != 0) return file_error(path, "write");
  return put_file(real.get(), text, info.st_mode & 07777);
}

Progress::Progress(std::string what) : what_(std::move(what)), terminal_(isatty(2) == 1) {}

Progress::~Progress() {
  if (terminal_ && shown_ >= 0) std::cerr << '\n';
}

void Progress::at(std::uint64_t done, std::uint64_t of) {
  const int percent = of == 0 ? 100 : static_cast<int>(done * 100 / of);
  if (!terminal_ || percent == shown_) return;
  shown_ = percent;
  std::cerr << fmt::format("\r{} [{:<40}] {:3} %", what_,
                           std::string(static_cast<std::size_t>(percent) * 40 / 100, '#'), percent)
            << std::flush;
}

}  // namespace arrears::cli
