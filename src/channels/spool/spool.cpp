#include <unistd.h>
#include <arrears/channel/spool.hpp>

#include <algorithm>
#include <channels/spool/files.hpp>
#include <map>
#include <set>
#include <text/csv.hpp>

namespace arrears {

// What the files say has been sent.
struct SpoolChannel::Manifest {
  std::uint64_t size = 0;                        // bytes of the file
  std::set<std::string, std::less<>> keys;       // with a line
  std::map<std::string, std::string> leftovers;  // key to directory: files without a line
};

namespace {

constexpr std::int64_t retry_seconds = 15 * 60;
constexpr std::string_view header =
    "key,day,instant,message,kind,person,cases,orders,recipient,name,subject,file\n";
constexpr std::size_t columns = 12;
constexpr std::string_view suffix = ".txt";

// Keys and ids become names of files.
bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 128 && name.front() != '.' &&
         std::none_of(name.begin(), name.end(), [](char c) {
           return c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
         });
}

std::string_view word(MessageKind kind) {
  switch (kind) {
    case MessageKind::information: return "information";
    case MessageKind::reminder: return "reminder";
    case MessageKind::demand: return "demand";
    case MessageKind::demand_by_law: return "demand_by_law";
  }
  return "information";
}

template <class Ids>
std::string joined(const Ids& ids) {
  std::string out;
  for (const auto& id : ids) out += (out.empty() ? "" : "; ") + id.value;
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : "; ") + text;
  return out;
}

// Without ends of lines, which would forge the next line.
std::string in_one_line(std::string value) {
  std::replace_if(
      value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return value;
}

void append_line(std::string& out, std::string_view name, std::string value) {
  if (value.empty()) return;
  out += name;
  out += ": " + in_one_line(std::move(value)) + "\n";
}

std::string file_text(const Message& message) {
  std::string out;
  append_line(out, "To", message.recipient_name);
  append_line(out, "Address", message.recipient);
  append_line(out, "Person", message.person.value);
  append_line(out, "Cases", joined(message.cases));
  append_line(out, "Date", message.day.text());
  append_line(out, "Message", message.template_name);
  append_line(out, "Language", message.language);
  append_line(out, "Attachments", joined(message.attachments));
  append_line(out, "Subject", message.subject);
  out += "\n" + message.body;
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

std::string manifest_line(const Message& message) {
  const std::string cells[columns] = {
      message.key.value,
      message.day.text(),
      message.instant.text(),
      message.template_name,
      std::string(word(message.kind)),
      message.person.value,
      joined(message.cases),
      joined(message.orders),
      message.recipient,
      message.recipient_name,
      message.subject,
      message.day.text() + "/" + message.key.value + std::string(suffix)};
  std::string out;
  for (const std::string& cell : cells) {
    if (!out.empty()) out += ',';
    out += text::csv_safe_field(in_one_line(cell));
  }
  return out + "\n";
}

unexpected broken(const std::string& path, std::uint32_t line) {
  return unexpected(ErrorCode::wrong_format, path + ":" + std::to_string(line) +
                                                 ": this is not the manifest of a spool; move the "
                                                 "directory away or name another");
}

// Reads the keys that have a line, and gives the size of the file. What stands after the last end
// of a line was cut by a crash and goes away: no cell holds an end of line.
Result<std::uint64_t> read_keys(const std::string& path, std::set<std::string, std::less<>>& keys) {
  const Result<std::string> content = spool::read_if_there(path);
  if (!content) return unexpected(content.error());
  const std::size_t last = content->rfind('\n');
  const std::size_t good = last == std::string::npos ? 0 : last + 1;
  constexpr std::size_t any = SIZE_MAX;  // the file is our own
  text::CsvReader reader(std::string_view(*content).substr(0, good),
                         {.file_max = any, .record_max = any, .field_max = any});
  bool first = true;
  for (auto status = reader.next(); status != text::CsvReader::Status::end;
       status = reader.next()) {
    if (status == text::CsvReader::Status::problem) return broken(path, reader.problem().line);
    const text::CsvRecord& record = reader.record();
    const std::string& key = record.fields[0].text;
    if (record.fields.size() != columns || (first && key != "key")) {
      return broken(path, record.line);
    }
    if (!first) keys.insert(std::string(text::csv_unsafe(key)));
    first = false;
  }
  if (good < content->size()) {
    // A file that never held one of our lines is not ours to cut.
    if (first && !header.starts_with(*content)) return broken(path, 1);
    if (const auto done = spool::cut(path, good); !done) return unexpected(done.error());
  }
  return std::uint64_t{good};
}

Result<Unit> find_leftovers(const std::string& root, const std::set<std::string, std::less<>>& keys,
                            std::map<std::string, std::string>& leftovers) {
  const auto days = spool::list(root);
  if (!days) return unexpected(days.error());
  for (const std::string& day : *days) {
    if (!Date::parse(day)) continue;
    std::string folder = root;
    const auto files = spool::list(folder.append("/").append(day));
    if (!files) return unexpected(files.error());
    for (const std::string& file : *files) {
      if (!file.ends_with(suffix)) continue;
      const std::string key = file.substr(0, file.size() - suffix.size());
      if (!keys.contains(key)) leftovers[key] = day;
    }
  }
  return Unit{};
}

}  // namespace

SpoolChannel::SpoolChannel(std::string id, std::string directory, Receipt receipts, bool synced)
    : id_(std::move(id)), directory_(std::move(directory)), receipts_(receipts), synced_(synced) {}

Capabilities SpoolChannel::capabilities() const { return {.keyed = true, .receipts = receipts_}; }

// What the files hold, read when it is first needed and after a failure.
Result<Unit> SpoolChannel::read_manifest() {
  if (manifest_) return Unit{};
  const std::string root = directory_ + "/" + id_;
  auto known = std::make_shared<Manifest>();
  const Result<std::uint64_t> size = read_keys(root + "/manifest.csv", known->keys);
  if (!size) return unexpected(size.error());
  if (auto found = find_leftovers(root, known->keys, known->leftovers); !found) return found;
  known->size = *size;
  manifest_ = std::move(known);
  return Unit{};
}

// The file first, then its line: a line says that the file is there.
Result<Unit> SpoolChannel::write(const Message& message) {
  const std::string root = directory_ + "/" + id_;
  const std::string& key = message.key.value;
  const std::string day = message.day.text();
  const std::string name = key + std::string(suffix);
  const std::string into = root + "/" + day;
  if (auto made = spool::make_directories(into); !made) return made;
  if (auto put = spool::write_whole(into, name, file_text(message), synced_); !put) return put;
  // A crash on an earlier day may have left the file there.
  const auto leftover = manifest_->leftovers.find(key);
  if (leftover != manifest_->leftovers.end() && leftover->second != day) {
    ::unlink((root + "/" + leftover->second + "/" + name).c_str());
  }
  manifest_->leftovers[key] = day;

  std::string line = manifest_line(message);
  if (manifest_->size == 0) line.insert(0, header);
  if (auto added = spool::append(root + "/manifest.csv", manifest_->size, line, synced_); !added) {
    manifest_.reset();
    return added;
  }
  manifest_->size += line.size();
  manifest_->keys.insert(key);
  manifest_->leftovers.erase(key);
  return Unit{};
}

SendResult SpoolChannel::send(const Message& message) {
  if (!is_file_name(id_)) {
    return SendResult::rejected("the id of this channel cannot be the name of a directory");
  }
  if (!is_file_name(message.key.value)) {
    return SendResult::rejected("the key of the message cannot be the name of a file");
  }
  if (const auto known = read_manifest(); !known) {
    return SendResult::retry_after(Span{retry_seconds}, known.error().message);
  }
  if (!manifest_->keys.contains(message.key.value)) {
    if (const auto done = write(message); !done) {
      return SendResult::retry_after(Span{retry_seconds}, done.error().message);
    }
  }
  return SendResult::accepted(message.key.value);
}

}  // namespace arrears
