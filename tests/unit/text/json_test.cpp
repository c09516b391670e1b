#include <doctest/doctest.h>
#include <text/json_read.hpp>
#include <text/json_write.hpp>

using namespace arrears;
using namespace arrears::text;

TEST_CASE("written JSON has no spaces and every needed escape") {
  JsonWriter json;
  json.begin_object().member("a\"b", "x\\\n\t\x01\x7F").key("n").begin_array();
  json.integer(-3).natural(UINT64_MAX).boolean(true).null().begin_object().end_object();
  json.begin_array().end_array().raw("1.50").end_array().member("c", "kůň\xFF").end_object();
  CHECK(json.view() ==
        "{\"a\\\"b\":\"x\\\\\\n\\t\\u0001\\u007f\",\"n\":[-3,18446744073709551615,true,null,{},[],"
        "1.50],\"c\":\"kůň\xEF\xBF\xBD\"}");
  CHECK(read_json(json.view()));
}

TEST_CASE("read JSON keeps order and the spelling of numbers") {
  const auto value =
      read_json(R"( {"b":[1,-2.50,1e3,"\u010d\ud83d\ude00"],"a":{"t":true,"z":null}} )");
  REQUIRE(value);
  CHECK(value->members[0].name == "b");
  const auto& items = value->find("b")->items;
  CHECK(items[0].integer() == 1);
  CHECK(items[0].natural() == 1u);
  CHECK(items[1].text == "-2.50");
  CHECK_FALSE(items[1].integer());
  CHECK(items[2].text == "1e3");
  CHECK(items[3].string() == "č\xF0\x9F\x98\x80");
  CHECK(value->find("a")->find("t")->boolean);
  CHECK(value->find("a")->find("z")->kind == JsonValue::Kind::null);
  CHECK(value->find("c") == nullptr);
}

TEST_CASE("what is not JSON names its place and nothing of the text") {
  CHECK(read_json("{\"secret\":\n  oops}").error().message == "line 2, column 3: this is not JSON");
  CHECK_FALSE(read_json(""));
  CHECK_FALSE(read_json("[1,]"));
  CHECK_FALSE(read_json("[1] x"));
  CHECK_FALSE(read_json("\"\xFF\""));
  CHECK_FALSE(read_json("NaN"));
  CHECK(read_json("{\"a\":1,\"a\":2}").error().message == "a name stands twice in an object");
  CHECK(read_json(std::string(100'000, '[')).error().message == "nested deeper than 64 levels");
  CHECK(read_json("[[1]]", {.depth = 1}).error().message == "nested deeper than 1 levels");
  CHECK(read_json("123", {.bytes = 2}).error().code == ErrorCode::limit);
}
