// Lines, claims and packs for tests.
#ifndef ARREARS_TESTS_UNIT_LAW_BUILD_HPP
#define ARREARS_TESTS_UNIT_LAW_BUILD_HPP

#include <arrears/law/law.hpp>
#include <law/pack_data.hpp>

namespace arrears::law_test {

inline LawLine line(std::string id, std::optional<Date> from = {}, std::optional<Date> until = {}) {
  LawLine out;
  out.names["en"] = id.substr(3);
  out.names["cs"] = id.substr(3) + "_cs";
  out.id = std::move(id);
  out.legal_basis = "§ 1";
  out.source = "made up";
  out.verified = true;
  out.valid_from = from;
  out.valid_until = until;
  return out;
}

inline Claim claim(Relation relation) {
  Claim out;
  out.id = {"C"};
  out.principal = Money{100'00, Currency{"EUR"}};
  out.relation = relation;
  return out;
}

inline LawPack pack(LawRows from) { return LawPack(build_pack("XX", std::move(from))); }

// What check_pack() says, a line each.
inline std::string findings(LawRows from) {
  std::string out;
  for (const std::string& finding : check_pack(*build_pack("XX", std::move(from)))) {
    out += finding + "\n";
  }
  return out;
}

}  // namespace arrears::law_test

#endif
