#include "corpus/password.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("passwords that everybody tries first are refused, others are not", "[password]") {
    const char* const refused[] = {"",          "short",          "elevenchars",      "password1234",     "Password1234!", "P@ssw0rd2024!!", "passwordpassword",
                                   "aaaaaaaaaaaa", "abcabcabcabc",  "abcdefghijklmnop", "123456789012",     "987654321098", "qwertyuiop123",   "LetMeIn-LetMeIn",
                                   "ada.lovelace1815", "Lovelace2024!!", "iloveyou123456",   "samling-samling!", "summer2024summer", "000000000000"};
    for (const auto* password : refused) {
        CAPTURE(password);
        CHECK(password_mistake(password, "ada.lovelace@example.org", "Ada Lovelace") != "");
    }
    CHECK(password_mistake(std::string(500, 'x') + std::string(501, 'y') + "zab", "", "") != "");
    const char* const taken[] = {"a boat full of yellow lentils", "vT7#kq9Lw2!xRz", "пароль которого нет", "正確な馬の電池留め金です私", "six tired horses 71", "password of my cat's aunt"};
    for (const auto* password : taken) {
        CAPTURE(password);
        CHECK(password_mistake(password, "ada.lovelace@example.org", "Ada Lovelace") == "");
    }
}

TEST_CASE("a hash fits its password alone, and the unknown cost what the known do", "[password]") {
    const PasswordHasher hasher({1, 8192});
    const auto stored = hasher.hash("six tired horses");
    CHECK(stored.starts_with("$argon2id$"));
    CHECK(stored != hasher.hash("six tired horses"));
    struct Row {
        const char* password;
        std::string stored;
        bool right;
    };
    for (const auto& [password, hash, right] : {Row{"six tired horses", stored, true}, Row{"six tired horse", stored, false}, Row{"", stored, false},
                                                Row{"six tired horses", "", false}, Row{"", "", false}}) {
        const auto before = hasher.computed();
        CHECK(hasher.verify(password, hash) == right);
        CHECK(hasher.computed() == before + 1);
    }
}
