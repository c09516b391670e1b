#include <language/grammar.hpp>
#include <language/signature.hpp>
#include <language/slots.hpp>

namespace arrears::syntax {

const SignatureNode* nodes_of(const Signature& signature) {
  return signature_nodes + signature.first;
}

bool Reading::has(Word word) const {
  for (const auto& taken : words) {
    if (taken.first == word) return true;
  }
  return false;
}

const SlotValue* Reading::find(std::string_view slot) const {
  for (const SlotValue& value : slots) {
    if (value.slot == slot) return &value;
  }
  return nullptr;
}

Name Reading::name(std::string_view slot) const {
  const SlotValue* value = find(slot);
  return value == nullptr || value->names.empty() ? Name{} : value->names.front();
}

std::vector<Name> Reading::names(std::string_view slot) const {
  const SlotValue* value = find(slot);
  return value == nullptr ? std::vector<Name>{} : value->names;
}

Text Reading::text(std::string_view slot) const {
  const SlotValue* value = find(slot);
  return value == nullptr ? Text{} : value->text;
}

namespace {

// Walks the nodes of one signature. What a branch read is dropped when the branch fails, but the
// cursor remembers how far it came.
class Walker {
 public:
  Walker(Cursor& cursor, Reading& out) : cursor_(cursor), out_(out) {}

  bool sequence(const SignatureNode* node, const SignatureNode* end) {
    for (; node < end; node += node->size) {
      if (!one(node)) return false;
    }
    return true;
  }

 private:
  bool one(const SignatureNode* node) {
    switch (node->op) {
      case NodeOp::word: return word(node);
      case NodeOp::symbol:
        return cursor_.take(node->symbol == ',' ? Tok::comma : Tok::colon,
                            node->symbol == ',' ? "`,`" : "`:`");
      case NodeOp::slot: return slot(node);
      case NodeOp::choice: return branches(node);
      case NodeOp::optional: branches(node); return true;
      case NodeOp::repeat:
        while (branches(node)) {
        }
        return true;
      case NodeOp::branch: return sequence(node + 1, node + node->size);
    }
    return false;
  }

  bool word(const SignatureNode* node) {
    const std::size_t begin = cursor_.at;
    if (!cursor_.take(node->word)) return false;
    out_.words.emplace_back(node->word, cursor_.stretch(begin, cursor_.at));
    out_.words_taken += cursor_.at - begin;
    return true;
  }

  bool slot(const SignatureNode* node) {
    const std::size_t begin = cursor_.at;
    SlotValue value;
    value.slot = node->slot;
    value.type = node->type;
    if (!read_slot(cursor_, node->type, node->role, value)) {
      cursor_.at = begin;
      return false;
    }
    value.span = cursor_.stretch(begin, cursor_.at);
    out_.slots.push_back(std::move(value));
    return true;
  }

  bool branches(const SignatureNode* node) {
    const std::size_t at = cursor_.at, slots = out_.slots.size(), words = out_.words.size();
    const std::size_t taken = out_.words_taken;
    for (const SignatureNode* branch = node + 1; branch < node + node->size;
         branch += branch->size) {
      if (one(branch)) return true;
      cursor_.at = at;
      out_.slots.resize(slots);
      out_.words.resize(words);
      out_.words_taken = taken;
    }
    return false;
  }

  Cursor& cursor_;
  Reading& out_;
};

bool is_better(const Reading& a, std::size_t reach_a, const Reading& b, std::size_t reach_b) {
  if (a.complete != b.complete) return a.complete;
  if (a.complete && a.end != b.end) return a.end > b.end;
  if (!a.complete && reach_a != reach_b) return reach_a > reach_b;
  return a.words_taken > b.words_taken;
}

}  // namespace

Reading read_signature(Cursor& cursor, const Signature& signature) {
  Reading out;
  out.signature = &signature;
  out.begin = cursor.at;
  cursor.cut_trace();
  const SignatureNode* const nodes = nodes_of(signature);
  out.complete = Walker(cursor, out).sequence(nodes, nodes + signature.count);
  out.end = cursor.at;
  cursor.cut_trace();
  return out;
}

Reading read_longest(Cursor& cursor, const std::vector<Class>& classes) {
  const std::size_t begin = cursor.at;
  const Cursor::Mistake earlier = cursor.found;  // of what stands before, a trigger's head
  Reading best;
  std::size_t best_reach = 0;
  for (std::size_t i = 0; i < signature_count(); ++i) {
    const Signature& signature = signature_table[i];
    bool wanted = false;
    for (const Class cls : classes) wanted = wanted || cls == signature.cls;
    if (!wanted) continue;
    cursor.at = begin;
    cursor.forget_expectations();
    Reading reading = read_signature(cursor, signature);
    const bool nothing = !reading.complete && cursor.furthest() <= begin && !cursor.has_mistake();
    if (nothing) continue;
    if (best.signature != nullptr && !is_better(reading, cursor.furthest(), best, best_reach)) {
      continue;
    }
    best = std::move(reading);
    best_reach = cursor.furthest();
  }
  // Once more, so that trace and expectations are those of the winner.
  cursor.at = begin;
  cursor.forget_expectations();
  if (best.signature != nullptr) best = read_signature(cursor, *best.signature);
  if (!earlier.code.empty()) cursor.found = earlier;
  return best;
}

}  // namespace arrears::syntax
