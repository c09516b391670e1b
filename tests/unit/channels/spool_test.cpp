#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <arrears/channel/spool.hpp>

#include <text/csv.hpp>

#include "folder.hpp"

using namespace arrears;

namespace {

const std::string header =
    "key,day,instant,message,kind,person,cases,orders,recipient,name,subject,file\n";

Message message(std::string key) {
  Message out;
  out.key = {std::move(key)};
  out.channel = "email";
  out.template_name = "reminder";
  out.kind = MessageKind::reminder;
  out.person = {"P-77"};
  out.cases = {{"FV-1"}, {"FV-2"}};
  out.orders = {{"o1"}, {"o2"}};
  out.recipient = "ucto@stavby.example";
  out.recipient_name = "Stavby Kolín s.r.o.";
  out.language = "cs";
  out.subject = "Upomínka";
  out.body = "Dlužíte 1 200,00 Kč.";
  out.day = Date{2026, 9, 9};
  out.instant = Instant::parse("2026-09-09T06:00:00Z").value();
  return out;
}

mode_t mode_of(const std::string& path) {
  struct stat about {};
  REQUIRE(::stat(path.c_str(), &about) == 0);
  return about.st_mode & 0777;
}

// While it lives no file of this process may grow beyond so many bytes: a full disk.
struct FullDisk {
  rlimit before{};
  explicit FullDisk(std::size_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before);
    rlimit tight = before;
    tight.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &tight);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before); }
};

}  // namespace

TEST_CASE("a message is a file and a line, for nobody else to read") {
  const Folder folder;
  SpoolChannel channel("email", folder.path + "/spool", Receipt::failed);
  CHECK(channel.id() == "email");
  CHECK(channel.capabilities().keyed);
  CHECK(channel.capabilities().receipts == Receipt::failed);
  CHECK(folder.files().empty());  // nothing is made before the first message
  const SendResult result = channel.send(message("k1"));
  REQUIRE(result.status() == SendResult::Status::accepted);
  CHECK(result.text() == "k1");
  const auto files = folder.files();
  REQUIRE(files.size() == 2);
  CHECK(files.at("spool/email/2026-09-09/k1.txt") ==
        "To: Stavby Kolín s.r.o.\nAddress: ucto@stavby.example\nPerson: P-77\n"
        "Cases: FV-1; FV-2\nDate: 2026-09-09\nMessage: reminder\nLanguage: cs\n"
        "Subject: Upomínka\n\nDlužíte 1 200,00 Kč.\n");
  CHECK(files.at("spool/email/manifest.csv") ==
        header +
            "k1,2026-09-09,2026-09-09T06:00:00Z,reminder,reminder,P-77,FV-1; FV-2,o1; o2,"
            "ucto@stavby.example,Stavby Kolín s.r.o.,Upomínka,2026-09-09/k1.txt\n");
  CHECK(mode_of(folder.path + "/spool") == 0700);
  CHECK(mode_of(folder.path + "/spool/email") == 0700);
  CHECK(mode_of(folder.path + "/spool/email/2026-09-09") == 0700);
  CHECK(mode_of(folder.path + "/spool/email/2026-09-09/k1.txt") == 0600);
  CHECK(mode_of(folder.path + "/spool/email/manifest.csv") == 0600);
}

TEST_CASE("a key sent again changes nothing, in this process and in the next, on another day") {
  const Folder folder;
  SpoolChannel channel("email", folder.path);
  channel.send(message("k1"));
  channel.send(message("k2"));
  const auto before = folder.files();
  Message later = message("k1");
  later.day = later.day + Days{1};
  later.body = "other";
  CHECK(channel.send(later).status() == SendResult::Status::accepted);
  SpoolChannel restarted("email", folder.path);
  CHECK(restarted.send(later).status() == SendResult::Status::accepted);
  CHECK(restarted.send(message("k2")).status() == SendResult::Status::accepted);
  CHECK(folder.files() == before);
}

TEST_CASE("after a crash at any byte the same bytes come out") {
  const Folder whole;
  SpoolChannel straight("email", whole.path);
  straight.send(message("k1"));
  straight.send(message("k2"));
  const auto expected = whole.files();
  const std::string manifest = expected.at("email/manifest.csv");
  const std::string one = "email/2026-09-09/k1.txt", two = "email/2026-09-09/k2.txt";
  // The manifest may have been cut anywhere; the file of the second message may be whole, half
  // written under its other name, or missing.
  for (std::size_t cut = 0; cut <= manifest.size(); ++cut) {
    for (int state = 0; state < 3; ++state) {
      const Folder folder;
      std::filesystem::create_directories(folder.path + "/email/2026-09-09");
      folder.write("email/manifest.csv", manifest.substr(0, cut));
      folder.write(one, expected.at(one));
      if (state == 1) folder.write(two, expected.at(two));
      if (state == 2) folder.write("email/2026-09-09/.k2.txt.part", "To: St");
      SpoolChannel channel("email", folder.path);
      channel.send(message("k1"));
      channel.send(message("k2"));
      auto found = folder.files();
      // Where the last line was whole, the message was sent: nothing is written, nothing tidied.
      if (cut == manifest.size()) {
        found[two] = expected.at(two);
        found.erase("email/2026-09-09/.k2.txt.part");
      }
      if (found != expected) FAIL("cut at " << cut << ", state " << state);
    }
  }
}

TEST_CASE("a file left by a crash on an earlier day does not stay beside the later one") {
  const Folder folder;
  std::filesystem::create_directories(folder.path + "/email/2026-09-09");
  folder.write("email/2026-09-09/k1.txt", "left of a crash");
  SpoolChannel channel("email", folder.path);
  Message later = message("k1");
  later.day = Date{2026, 9, 10};
  CHECK(channel.send(later).status() == SendResult::Status::accepted);
  const auto files = folder.files();
  CHECK(files.size() == 2);
  CHECK(files.contains("email/2026-09-10/k1.txt"));
}

TEST_CASE("cells cannot be run as formulas, heads cannot be forged") {
  const Folder folder;
  SpoolChannel channel("email", folder.path);
  Message evil = message("k1");
  evil.recipient_name = "=HYPERLINK(\"http://x\")";
  evil.recipient = "+420 601 000 077";
  evil.subject = "a\nSubject: forged,\"x\"";
  evil.person = {"@P"};
  REQUIRE(channel.send(evil).status() == SendResult::Status::accepted);
  const auto files = folder.files();
  const auto table = text::read_csv_table("m", files.at("email/manifest.csv"));
  REQUIRE(table);
  const auto cell = [&](const char* name) {
    return table->rows.at(0).fields.at(table->column(name).value()).text;
  };
  CHECK(cell("name") == "'=HYPERLINK(\"http://x\")");
  CHECK(cell("recipient") == "'+420 601 000 077");
  CHECK(cell("person") == "'@P");
  CHECK(cell("subject") == "a Subject: forged,\"x\"");
  const std::string& text = files.at("email/2026-09-09/k1.txt");
  CHECK(text.find("\nSubject: forged") == std::string::npos);
}

TEST_CASE("keys and ids that are no names of files are rejected and touch nothing") {
  const Folder folder;
  for (const char* key : {"", "../x", "a/b", ".hidden", "a\nb"}) {
    SpoolChannel channel("email", folder.path);
    CHECK(channel.send(message(key)).status() == SendResult::Status::rejected);
    SpoolChannel misnamed(key, folder.path);
    CHECK(misnamed.send(message("k")).status() == SendResult::Status::rejected);
  }
  CHECK(folder.files().empty());
}

TEST_CASE("a full disk is a retry with the reason and leaves nothing half done") {
  const Folder folder;
  SpoolChannel channel("email", folder.path);
  channel.send(message("k1"));
  const auto before = folder.files();
  const std::size_t manifest = before.at("email/manifest.csv").size();
  // No room for the file, none for the line, half a line.
  for (const std::size_t bytes : {std::size_t{10}, manifest, manifest + 20}) {
    SpoolChannel other("email", folder.path);
    {
      const FullDisk full(bytes);
      for (SpoolChannel* each : {&channel, &other}) {
        const SendResult result = each->send(message("k2"));
        CHECK(result.status() == SendResult::Status::retry);
        CHECK(result.text().find("File too large") != std::string::npos);
        CHECK(result.delay() > Span{0});
      }
    }
    auto after = folder.files();
    after.erase("email/2026-09-09/k2.txt");  // a whole file without a line is not yet sent
    CHECK(after == before);
  }
  CHECK(channel.send(message("k2")).status() == SendResult::Status::accepted);
  const Folder fresh;
  SpoolChannel straight("email", fresh.path);
  straight.send(message("k1"));
  straight.send(message("k2"));
  CHECK(folder.files() == fresh.files());
}

TEST_CASE("a directory that cannot be written and a manifest that is not ours are retries") {
  const Folder folder;
  folder.write("plain", "a file");
  SpoolChannel through_file("email", folder.path + "/plain");
  const SendResult no = through_file.send(message("k"));
  CHECK(no.status() == SendResult::Status::retry);
  CHECK(no.text().find("Not a directory") != std::string::npos);

  for (const char* foreign : {"name;sum\n1;2\n", "no line at all", "key\n", "\"a\nb\n"}) {
    const Folder other;
    std::filesystem::create_directories(other.path + "/email");
    other.write("email/manifest.csv", foreign);
    SpoolChannel channel("email", other.path);
    const SendResult result = channel.send(message("k"));
    CHECK(result.status() == SendResult::Status::retry);
    CHECK(result.text().find("not the manifest of a spool") != std::string::npos);
    CHECK(other.files().size() == 1);
    CHECK(other.files().at("email/manifest.csv") == foreign);
  }
}

TEST_CASE("links are not followed") {
  const Folder folder, elsewhere;
  std::filesystem::create_directories(folder.path + "/email");
  elsewhere.write("precious", "keep");
  std::filesystem::create_symlink(elsewhere.path + "/precious",
                                  folder.path + "/email/manifest.csv");
  SpoolChannel channel("email", folder.path);
  CHECK(channel.send(message("k")).status() == SendResult::Status::retry);
  CHECK(elsewhere.files().at("precious") == "keep");
}
