// SPDX-License-Identifier: Apache-2.0
#include "hub/orders_command.h"

#include "hub/digest.h"
#include "hub/migrations.h"
#include "hub/order_parcel.h"
#include "parcel/parcel_import.h"

#include <fcntl.h>
#include <getopt.h>
#include <sodium.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

namespace yz::hub {
namespace {

constexpr const char *kHelp =
    R"(Usage: yizhan-hubd orders keygen FILE
       yizhan-hubd orders import --export-key FILE --client-ca FILE --receipt-key FILE [--region CODE] PARCEL…
What terminals without a network give to a stick. `keygen` makes the key that opens it, and prints the half that the
terminals get (export.key). `import` takes the orders in as if they had come over the network, whether a hub is running or
not, and says of each what became of it; the same parcel again changes nothing.

  --database CONNINFO     PostgreSQL; without it PGHOST, PGDATABASE and so on
  --export-key FILE       what `keygen` made
  --client-ca FILE        who signs the terminals' certificates, PEM
  --receipt-key FILE      Ed25519 private key that signs the receipts, PEM
  --region CODE           first part of the register numbers (HLJ)

Ends with 0 when every order is held now, 1 when one was refused, 2 when nothing could be done.
)";

struct Wish
{
    std::string database, exportKey, authority, receiptKey, region = "HLJ";
    std::vector<std::string> words; ///< what is not an option
};

int complain(const Error &error)
{
    std::fprintf(stderr, "yizhan-hubd orders: %s\n", error.detail.c_str());
    return 2;
}

bool parse(int argc, char **argv, Wish &wish)
{
    constexpr option options[] = {
        {"database", required_argument, nullptr, 'd'},  {"export-key", required_argument, nullptr, 'e'},
        {"client-ca", required_argument, nullptr, 'c'}, {"receipt-key", required_argument, nullptr, 'k'},
        {"region", required_argument, nullptr, 'r'},    {nullptr, 0, nullptr, 0}};
    optind = 1;
    for (int found = 0; (found = getopt_long(argc, argv, "", options, nullptr)) != -1;) {
        std::string *const into = found == 'd'   ? &wish.database
                                  : found == 'e' ? &wish.exportKey
                                  : found == 'c' ? &wish.authority
                                  : found == 'k' ? &wish.receiptKey
                                  : found == 'r' ? &wish.region
                                                 : nullptr;
        if (!into)
            return false;
        *into = optarg;
    }
    wish.words.assign(argv + optind, argv + argc);
    return true;
}

/** At most `most` bytes and one: whoever reads it finds out. */
Result<std::string> readFile(const std::string &path, std::size_t most)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return {Fault::NotFound, path + " cannot be opened"};
    std::string bytes;
    bytes.resize(most + 1);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

/** Never over a key that is there: what was sealed to it could not be read any more. */
int keygen(const std::string &path)
{
    std::array<std::byte, crypto_box_PUBLICKEYBYTES> publicKey{};
    SecretBytes secret(crypto_box_SECRETKEYBYTES);
    crypto_box_keypair(reinterpret_cast<unsigned char *>(publicKey.data()),
                       reinterpret_cast<unsigned char *>(secret.bytes().data()));
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    std::string hex = toHex(secret.bytes()) + '\n';
    const bool written =
        file >= 0 && ::write(file, hex.data(), hex.size()) == static_cast<ssize_t>(hex.size()) && ::fsync(file) == 0;
    sodium_memzero(hex.data(), hex.size());
    if (file >= 0)
        ::close(file);
    if (!written)
        return complain({Fault::Conflict, path + " is there already, or cannot be written"});
    std::printf("%s\n", toHex(publicKey).c_str());
    return EXIT_SUCCESS;
}

Result<SecretBytes> readExportKey(const std::string &path)
{
    auto hex = readFile(path, 256);
    if (!hex)
        return hex.error();
    while (!hex->empty() && (hex->back() == '\n' || hex->back() == '\r'))
        hex->pop_back();
    auto key = SecretBytes::fromHex(*hex, crypto_box_SECRETKEYBYTES);
    sodium_memzero(hex->data(), hex->size());
    if (!key)
        return Error{Fault::KeyMissing, path + " holds no export key"};
    return key;
}

void tell(const ImportedOrder &order)
{
    const char *word = order.became == ImportedOrder::Became::Fresh  ? "taken"
                       : order.became == ImportedOrder::Became::Held ? "held"
                                                                     : "refused";
    const std::string &name = order.slip.empty() ? order.id.toString() : order.slip;
    std::printf("%s\t%s\t%s\n", name.c_str(), word, (order.number.empty() ? order.why : order.number).c_str());
    std::fflush(stdout);
}

Result<bool> importFile(const std::string &path, const Wish &wish, const SecretBytes &key, const ReceiptSigner &signer)
{
    const auto bytes = readFile(path, kMaxParcel);
    if (!bytes)
        return bytes.error();
    auto parcel = openParcel(*bytes, key, wish.authority);
    if (!parcel)
        return Error{parcel.error().fault, path + ": " + parcel.error().detail};
    bool isWhole = true;
    const SystemClock clock;
    const auto each = [&isWhole](const ImportedOrder &order) {
        isWhole = isWhole && order.became != ImportedOrder::Became::Refused;
        tell(order);
    };
    if (auto done = importParcel(std::move(*parcel), {wish.database, wish.region}, signer, clock, each); !done)
        return done.error();
    return isWhole;
}

int importAll(const Wish &wish)
{
    const auto key = readExportKey(wish.exportKey);
    if (!key)
        return complain(key.error());
    const auto signer = ReceiptSigner::load(wish.receiptKey);
    if (!signer)
        return complain(signer.error());
    if (const auto migrated = migrate(wish.database, builtInMigrations()); !migrated)
        return complain(migrated.error());
    int status = EXIT_SUCCESS;
    for (std::size_t i = 1; i < wish.words.size(); ++i) {
        const auto whole = importFile(wish.words[i], wish, *key, *signer);
        if (!whole)
            status = complain(whole.error());
        else if (!*whole)
            status = std::max(status, EXIT_FAILURE);
    }
    return status;
}

} // namespace

int ordersCommand(int argc, char **argv)
{
    Wish wish;
    if (argc > 1 && std::string_view(argv[1]) == "--help") {
        std::fputs(kHelp, stdout);
        return EXIT_SUCCESS;
    }
    const bool parsed = sodium_init() >= 0 && parse(argc, argv, wish) && wish.words.size() > 1;
    if (parsed && wish.words[0] == "keygen" && wish.words.size() == 2)
        return keygen(wish.words[1]);
    const bool isNamed = !wish.exportKey.empty() && !wish.authority.empty() && !wish.receiptKey.empty();
    if (parsed && wish.words[0] == "import" && isNamed)
        return importAll(wish);
    std::fputs("Try 'yizhan-hubd orders --help'.\n", stderr);
    return 2;
}

} // namespace yz::hub
