#include <engine/render.hpp>
#include <engine/spelling.hpp>

#include <algorithm>

namespace arrears::engine {

namespace {

// The words of the plain message that is sent when the rulebook has no template.
struct Words {
  const char* claims;
  const char* due;
  const char* total;
  const char* symbol;
};
Words words(std::string_view language) {
  if (language == "cs") return {"Pohledávky", "splatnost", "Celkem k úhradě", "VS"};
  if (language == "sk") return {"Pohľadávky", "splatnosť", "Spolu na úhradu", "VS"};
  if (language == "pl") return {"Wierzytelności", "termin", "Razem do zapłaty", "tytuł"};
  return {"Claims", "due", "Total to pay", "reference"};
}

// Everything that the pieces of one template read.
struct Page {
  Desk& desk;
  const std::vector<Carried>& carried;
  const Addressee& who;
  std::string language;

  const Rulebook& rules() const { return *carried.front().held->rules; }

  // Each case once, in order.
  std::vector<Held*> cases() const {
    std::vector<Held*> out;
    for (const Carried& one : carried) {
      if (std::find(out.begin(), out.end(), one.held) == out.end()) out.push_back(one.held);
    }
    return out;
  }

  bool asked_for(const Held* held, const ClaimId& claim) const {
    bool limited = false;
    for (const Carried& one : carried) {
      if (one.held != held) continue;
      limited = limited || !one.claims.empty();
      if (std::find(one.claims.begin(), one.claims.end(), claim) != one.claims.end()) return true;
    }
    return !limited;
  }

  // Of a claim that falls due in parts what is past due, or what comes next.
  static std::vector<MaturityBalance> asked_of(const Claim& claim, const ClaimBalance& open,
                                               Date today) {
    if (open.maturities.empty()) return {{claim.due, claim.due, open.of(Component::principal), 0}};
    std::vector<MaturityBalance> out;
    for (const MaturityBalance& one : open.maturities) {
      if (one.principal > 0 && (out.empty() || one.due < today)) out.push_back(one);
    }
    return out;
  }

  // What is open of maturities to come that no line asks for.
  static std::int64_t not_asked(const Held& held, const Balance& balance, Date today) {
    std::int64_t out = 0;
    for (std::size_t i = 0; i < balance.claims.size(); ++i) {
      const ClaimBalance& open = balance.claims[i];
      const std::vector<MaturityBalance> asked = asked_of(held.value.claims[i].claim, open, today);
      for (const MaturityBalance& one : open.maturities) {
        const bool listed = std::find(asked.begin(), asked.end(), one) != asked.end();
        if (!listed && today <= one.due) out += one.debt;
      }
    }
    return out;
  }

  // One line a claim or maturity: what is open of its principal, when it was due, how to name the
  // payment.
  Result<std::string> claims() const {
    const Words w = words(language);
    std::string out;
    for (Held* held : cases()) {
      Result<View> view = desk.view(*held);
      if (!view) return unexpected(view.error());
      sight_of(*view, held->rules->data());
      for (const ClaimBalance& open : view->balance().claims) {
        for (const CaseClaim& one : held->value.claims) {
          if (one.claim.id != open.claim || one.removed || !asked_for(held, open.claim)) continue;
          const std::string& symbol = one.claim.symbols.variable.empty()
                                          ? one.claim.symbols.reference
                                          : one.claim.symbols.variable;
          for (const MaturityBalance& part : asked_of(one.claim, open, view->today())) {
            if (!out.empty()) out.push_back('\n');
            out += one.claim.id.value + ": " +
                   money_text({part.principal, held->value.currency}, language) + ", " + w.due +
                   " " + date_text(part.due, language);
            if (!symbol.empty()) out += ", " + std::string(w.symbol) + " " + symbol;
          }
        }
      }
    }
    return out;
  }

  Result<Interval> value(Held& held, ExprId expression) const {
    Result<View> view = desk.view(held);
    if (!view) return unexpected(view.error());
    const RulebookData& data = held.rules->data();
    const SightFacts facts(sight_of(*view, data));
    return evaluate(data, data.expressions[expression], facts);
  }

  // An amount of a message that lists several cases is the sum of theirs.
  Result<std::string> expression(ExprId id) const {
    Result<Interval> out = value(*carried.front().held, id);
    if (!out) return unexpected(out.error());
    const std::vector<Held*> all = cases();
    for (std::size_t i = 1; i < all.size() && out->kind == Kind::money && out->exact(); ++i) {
      if (all[i]->rules != all.front()->rules) continue;
      Result<Interval> more = value(*all[i], id);
      if (!more) return unexpected(more.error());
      if (more->exact() && more->currency == out->currency) {
        out->low += more->low;
        out->high = out->low;
      }
    }
    return value_text(rules().data(), rules().data().expressions[id], *out, language);
  }

  Result<std::string> text(const std::vector<Template::Piece>& pieces) const {
    using What = Template::Piece::What;
    std::string out;
    for (const Template::Piece& piece : pieces) {
      switch (piece.what) {
        case What::literal: out += piece.text; break;
        case What::person_name: out += who.name; break;
        case What::person_address: out += who.address; break;
        case What::today: out += date_text(desk.moment().day, language); break;
        case What::creditor: out += carried.front().held->value.creditor.value; break;
        case What::case_id: {
          std::string ids;
          for (const Held* held : cases()) {
            ids += (ids.empty() ? "" : ", ") + held->value.id.value;
          }
          out += ids;
          break;
        }
        case What::claims: {
          Result<std::string> lines = claims();
          if (!lines) return lines;
          out += *lines;
          break;
        }
        case What::expression: {
          Result<std::string> one = expression(piece.expression);
          if (!one) return one;
          out += *one;
          break;
        }
      }
    }
    return out;
  }

  Result<std::string> plain(const std::string& title) const {
    const Words w = words(language);
    Result<std::string> lines = claims();
    if (!lines) return lines;
    Money total{0, carried.front().held->value.currency};
    for (Held* held : cases()) {
      Result<View> view = desk.view(*held);
      if (!view) return unexpected(view.error());
      sight_of(*view, held->rules->data());
      if (view->balance().debt.currency != total.currency) continue;
      total += view->balance().debt;
      total.minor -= not_asked(*held, view->balance(), view->today());
    }
    return title + "\n\n" + w.claims + "\n" + *lines + "\n\n" + w.total + ": " +
           money_text(total, language) + "\n";
  }
};

// The template that fits best: its channel counts more than its language.
const Template* template_for(const RulebookData& rules, const std::string& message,
                             const std::string& channel, const std::string& language) {
  const Template* best = nullptr;
  int best_score = -1;
  for (const Template& one : rules.templates) {
    if (one.message != message || (!one.channel.empty() && one.channel != channel)) continue;
    const int score = (one.channel.empty() ? 0 : 2) + (one.language == language ? 1 : 0);
    if (score > best_score) {
      best = &one;
      best_score = score;
    }
  }
  return best;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

Result<Addressee> addressee(Desk& desk, const PersonId& person) {
  Addressee out;
  Shell& shell = desk.shell();
  Result<std::vector<PrivateRow>> rows = shell.store->private_rows(shell.shard, person);
  if (!rows) return unexpected(rows.error());
  std::map<std::string, const PrivateRow*> latest;
  for (const PrivateRow& row : *rows) {
    const PrivateRow*& slot = latest[row.key];
    if (!slot || slot->position < row.position) slot = &row;
  }
  const auto take = [&](const char* key, std::string& into) {
    const auto found = latest.find(key);
    if (found == latest.end()) return;
    const Bytes& bytes = found->second->bytes;
    into.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  take("name", out.name);
  take("email", out.email);
  take("phone", out.phone);
  take("address", out.address);
  take("identifier", out.identifier);
  Result<PersonOnDesk*> known = desk.find_person(person);
  if (!known) return unexpected(known.error());
  if ((*known)->value) out.language = (*known)->value->language;
  return out;
}

std::string recipient_for(std::string_view channel, const Addressee& who) {
  if (contains(channel, "email") || contains(channel, "e-mail")) return who.email;
  if (contains(channel, "sms") || contains(channel, "phone") || contains(channel, "call") ||
      contains(channel, "hovor") || contains(channel, "telefon")) {
    return who.phone;
  }
  // A data box is found by the number of its owner.
  if (contains(channel, "data_box") || contains(channel, "datov")) return who.identifier;
  return who.address;
}

Result<Unit> render_message(Desk& desk, const std::vector<Carried>& carried, Message& message) {
  Result<Addressee> who = addressee(desk, message.person);
  if (!who) return unexpected(who.error());
  const RulebookData& rules = carried.front().held->rules->data();
  const std::string wanted = who->language.empty() ? rules.language : who->language;
  const Template* found = template_for(rules, message.template_name, message.channel, wanted);
  message.language = found ? found->language : wanted;
  if (message.language.empty()) message.language = "en";
  const Page page{desk, carried, *who, message.language};
  Result<std::string> subject =
      found && !found->subject.empty() ? page.text(found->subject) : message.template_name;
  if (!subject) return unexpected(subject.error());
  Result<std::string> body = found ? page.text(found->body) : page.plain(message.template_name);
  if (!body) return unexpected(body.error());
  message.subject = *std::move(subject);
  message.body = *std::move(body);
  message.recipient = recipient_for(message.channel, *who);
  message.recipient_name = who->name;
  for (const Carried& one : carried) {
    for (const Contact& contact : one.held->value.contacts) {
      if (contact.key != one.order) continue;
      for (const std::string& attachment : contact.attachments) {
        auto& all = message.attachments;
        if (std::find(all.begin(), all.end(), attachment) == all.end()) all.push_back(attachment);
      }
    }
  }
  return Unit{};
}

std::string message_bytes(const Message& message) {
  ByteWriter out;
  const auto ids = [&out](const auto& list) {
    out.integer(static_cast<std::uint32_t>(list.size()));
    for (const auto& one : list) out.text(one.value);
  };
  out.text(message.key.value);
  out.text(message.channel);
  out.text(message.template_name);
  out.integer(static_cast<std::uint8_t>(message.kind));
  out.text(message.person.value);
  ids(message.cases);
  ids(message.orders);
  for (const std::string* text : {&message.recipient, &message.recipient_name, &message.language,
                                  &message.subject, &message.body}) {
    out.text(*text);
  }
  out.integer(static_cast<std::uint32_t>(message.attachments.size()));
  for (const std::string& one : message.attachments) out.text(one);
  out.integer(message.day.number());
  out.integer(message.instant.seconds);
  const Bytes bytes = out.take();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<Message> message_from_bytes(ByteView bytes) {
  ByteReader in(bytes);
  Message out;
  const auto ids = [&in](auto& list) {
    const auto count = in.integer<std::uint32_t>();
    for (std::uint32_t i = 0; in.ok() && i < count; ++i) list.push_back({in.text()});
  };
  out.key = {in.text()};
  out.channel = in.text();
  out.template_name = in.text();
  out.kind = static_cast<MessageKind>(in.integer<std::uint8_t>());
  out.person = {in.text()};
  ids(out.cases);
  ids(out.orders);
  for (std::string* text :
       {&out.recipient, &out.recipient_name, &out.language, &out.subject, &out.body}) {
    *text = in.text();
  }
  const auto attachments = in.integer<std::uint32_t>();
  for (std::uint32_t i = 0; in.ok() && i < attachments; ++i) out.attachments.push_back(in.text());
  out.day = Date::from_number(in.integer<std::int32_t>());
  out.instant = {in.integer<std::int64_t>()};
  if (!in.ok() || !in.at_end()) {
    return unexpected(ErrorCode::corrupt, "the stored bytes of a message do not decode");
  }
  return out;
}

}  // namespace arrears::engine
