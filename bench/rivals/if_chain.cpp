// Made by bench/make_if_chain.py out of bench/tables/strategy_table.json.
#include "rivals/rivals.hpp"

namespace bench {

int if_chain(std::int64_t product, std::int64_t days_past_due, std::int64_t amount,
             std::int64_t priority, std::int64_t risk_score, std::int64_t broken_promises,
             std::int64_t has_phone, std::int64_t has_email) {
  if (days_past_due == 0) {
    return 1;
  }
  if (amount <= 499 && days_past_due <= 90) {
    return 2;
  }
  if (amount <= 499) {
    return 3;
  }
  if (amount <= 1500 && days_past_due >= 540 && priority <= 2) {
    return 4;
  }
  if (has_phone == 0 && has_email == 0 && days_past_due >= 1 && days_past_due <= 60 &&
      amount >= 20000) {
    return 5;
  }
  if (has_phone == 0 && has_email == 0 && days_past_due >= 61 && amount >= 200000 &&
      (product / 5 == 4 || product / 5 == 3 || product / 5 == 7)) {
    return 6;
  }
  if (has_phone == 0 && has_email == 0) {
    return 7;
  }
  if (product / 5 == 4 && days_past_due >= 1 && days_past_due <= 10 && risk_score <= 600) {
    return 8;
  }
  if (product / 5 == 4 && days_past_due >= 1 && days_past_due <= 30 && has_phone == 1) {
    return 9;
  }
  if (product / 5 == 4 && days_past_due >= 31 && days_past_due <= 180 && broken_promises <= 1 &&
      risk_score <= 450) {
    return 10;
  }
  if (product / 5 == 4 && days_past_due >= 361 && amount >= 1000000) {
    return 11;
  }
  if (product / 5 == 4 && days_past_due >= 181 && priority >= 3) {
    return 12;
  }
  if (product / 5 == 4 && days_past_due >= 31) {
    return 13;
  }
  if ((product == 15 || product == 16 || product == 17) && days_past_due >= 91 &&
      amount >= 300000 && broken_promises >= 2) {
    return 14;
  }
  if ((product == 15 || product == 16 || product == 17 || product == 18) && days_past_due >= 61 &&
      days_past_due <= 360 && amount >= 150000) {
    return 15;
  }
  if (product / 5 == 3 && days_past_due >= 8 && days_past_due <= 60 && risk_score >= 500 &&
      has_phone == 1) {
    return 16;
  }
  if (product / 5 == 3 && days_past_due >= 1 && days_past_due <= 60 && has_phone == 1) {
    return 17;
  }
  if ((product / 5 == 5 || product / 5 == 6) && days_past_due >= 1 && days_past_due <= 14 &&
      has_phone == 1) {
    return 18;
  }
  if ((product / 5 == 5 || product / 5 == 6) && days_past_due >= 1 && days_past_due <= 14 &&
      has_email == 1) {
    return 19;
  }
  if ((product / 5 == 5 || product / 5 == 6) && days_past_due >= 15 && days_past_due <= 45 &&
      broken_promises >= 1) {
    return 20;
  }
  if ((product == 25 || product == 26 || product == 27 || product == 30) && days_past_due >= 46 &&
      days_past_due <= 120 && amount >= 5000) {
    return 21;
  }
  if ((product / 5 == 5 || product / 5 == 6) && days_past_due >= 270 && amount <= 80000) {
    return 22;
  }
  if ((product / 5 == 5 || product / 5 == 6) && days_past_due >= 121 && priority <= 3) {
    return 23;
  }
  if ((product / 5 == 5 || product / 5 == 6) && has_phone == 1 && risk_score >= 300 &&
      risk_score <= 800) {
    return 24;
  }
  if ((product / 5 == 5 || product / 5 == 6) && days_past_due >= 46) {
    return 25;
  }
  if ((product / 5 == 5 || product / 5 == 6)) {
    return 26;
  }
  if (product / 5 == 7 && amount >= 1000000 && days_past_due >= 1 && days_past_due <= 30) {
    return 27;
  }
  if (product / 5 == 7 && amount >= 1000000 && days_past_due >= 31 && days_past_due <= 90 &&
      risk_score >= 700) {
    return 28;
  }
  if (product / 5 == 7 && amount >= 500000 && days_past_due >= 181 && broken_promises >= 1 &&
      (priority == 4 || priority == 5)) {
    return 29;
  }
  if (product / 5 == 7 && days_past_due >= 121 && amount >= 100000) {
    return 30;
  }
  if (product / 5 == 7 && days_past_due >= 31 && broken_promises <= 2) {
    return 31;
  }
  if ((product / 5 == 0 || product / 5 == 1) && days_past_due >= 1 && days_past_due <= 5 &&
      risk_score <= 400 && has_email == 1) {
    return 32;
  }
  if ((product / 5 == 0 || product / 5 == 1) && days_past_due >= 1 && days_past_due <= 15 &&
      has_phone == 1 && broken_promises == 0) {
    return 33;
  }
  if ((product == 0 || product == 1 || product == 4) && days_past_due >= 16 &&
      days_past_due <= 90 && risk_score >= 750) {
    return 34;
  }
  if (product / 5 == 0 && broken_promises >= 4) {
    return 35;
  }
  if ((product / 5 == 0 || product / 5 == 1) && days_past_due >= 6 && days_past_due <= 30 &&
      (priority == 4 || priority == 5) && has_phone == 1) {
    return 36;
  }
  if ((product / 5 == 0 || product / 5 == 1 || product / 5 == 2) && days_past_due >= 31 &&
      days_past_due <= 120 && amount >= 30000 && amount <= 500000 && risk_score >= 200 &&
      risk_score <= 650 && broken_promises <= 1) {
    return 37;
  }
  if ((product / 5 == 0 || product / 5 == 1) && days_past_due >= 181 && days_past_due <= 360 &&
      amount >= 50000 && risk_score >= 600) {
    return 38;
  }
  if ((product / 5 == 0 || product / 5 == 1) && days_past_due >= 361 && amount >= 50000 &&
      risk_score >= 600) {
    return 39;
  }
  if ((product == 2 || product == 3 || product == 5 || product == 6) && days_past_due >= 361) {
    return 40;
  }
  if ((product / 5 == 0 || product / 5 == 1) && days_past_due >= 31 && days_past_due <= 180 &&
      priority >= 3 && has_phone == 1) {
    return 41;
  }
  if ((product / 5 == 0 || product / 5 == 1) && days_past_due >= 121 && risk_score >= 400) {
    return 42;
  }
  if (product / 5 == 2 && days_past_due >= 1 && days_past_due <= 10 && has_email == 1 &&
      risk_score <= 500) {
    return 43;
  }
  if ((product == 10 || product == 11) && days_past_due >= 1 && days_past_due <= 30 &&
      has_phone == 1 && risk_score >= 500) {
    return 44;
  }
  if ((product == 12 || product == 13) && days_past_due >= 31 && days_past_due <= 90 &&
      risk_score <= 350 && amount >= 100000 && amount <= 2000000 && broken_promises <= 1) {
    return 45;
  }
  if (product / 5 == 2 && days_past_due >= 241 && amount >= 150000 &&
      (priority == 3 || priority == 4 || priority == 5)) {
    return 46;
  }
  if (product / 5 == 2 && days_past_due >= 121 && amount >= 70000) {
    return 47;
  }
  if (days_past_due >= 181 && amount >= 250000 && priority == 5) {
    return 48;
  }
  if (days_past_due >= 241 && risk_score >= 500 && broken_promises >= 2) {
    return 49;
  }
  if (days_past_due >= 541 && priority <= 2) {
    return 50;
  }
  if (days_past_due >= 121 && days_past_due <= 240 && has_phone == 1 && amount >= 25000) {
    return 51;
  }
  if (days_past_due >= 121 && has_email == 1) {
    return 52;
  }
  if (days_past_due >= 61 && days_past_due <= 120 && has_phone == 1 &&
      (broken_promises == 1 || broken_promises == 2 || broken_promises == 3)) {
    return 53;
  }
  if (days_past_due >= 61 && days_past_due <= 120) {
    return 54;
  }
  if (days_past_due >= 16 && days_past_due <= 60 && priority >= 4 && has_phone == 1) {
    return 55;
  }
  if (days_past_due >= 31 && days_past_due <= 60) {
    return 56;
  }
  if (days_past_due >= 1 && days_past_due <= 30 && has_phone == 1 && risk_score <= 500) {
    return 57;
  }
  if (days_past_due >= 1 && days_past_due <= 30) {
    return 58;
  }
  if (days_past_due >= 121 && has_phone == 1) {
    return 59;
  }
  if (true) {
    return 60;
  }
  return 0;
}

}  // namespace bench
