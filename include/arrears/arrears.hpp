// The umbrella: values, compile(), law::load(), Engine. Stores and channels are chosen by the host
// and included by their own names: <arrears/store/sqlite.hpp>, <arrears/channel/spool.hpp>.
#ifndef ARREARS_ARREARS_HPP
#define ARREARS_ARREARS_HPP

#include <arrears/engine/calculator.hpp>
#include <arrears/engine/engine.hpp>
#include <arrears/language/compile.hpp>
#include <arrears/ledger/costs.hpp>
#include <arrears/ledger/interest.hpp>
#include <arrears/ledger/interest_cases.hpp>
#include <arrears/ledger/mandate_account.hpp>
#include <arrears/packs/load.hpp>
#include <arrears/version.hpp>

#endif
