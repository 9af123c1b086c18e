// SPDX-License-Identifier: Apache-2.0
#include "hub/agents_command.h"
#include "hub/hub.h"
#include "hub/orders_command.h"

#include <getopt.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

constexpr const char *kHelp = R"(Usage: yizhan-hubd [options]
       yizhan-hubd agents add|bar|list … (see 'yizhan-hubd agents --help')
       yizhan-hubd orders keygen|import … (see 'yizhan-hubd orders --help')
The reference hub of the public legal service network: takes work orders from terminals, and has them answered.

  --listen HOST:PORT      where to listen (127.0.0.1:8443; port 0 takes a free one)
  --port-file FILE        write the port there once the hub can serve
  --database CONNINFO     PostgreSQL; without it PGHOST, PGDATABASE and so on
  --cert FILE             the hub's certificate with its chain, PEM
  --key FILE              its private key, PEM
  --client-ca FILE        who signs the terminals' certificates, PEM
  --receipt-key FILE      Ed25519 private key that signs the receipts, PEM
  --migrations DIR        take the database's layout from there (default: built in)
  --console HOST:PORT     the agents' console, plain HTTP: for loopback, with TLS in front of it
  --console-root DIR      its static files
  --console-port-file FILE
  --catalogues DIR        signed packs, a folder per region, as yizhan-pack makes them
  --turn URL              a STUN or TURN server for calls (turn:host:3478?transport=udp); may be given several times
  --turn-secret FILE      the TURN servers' static-auth-secret: credentials are made for each call
  --region CODE           first part of the register numbers (HLJ)
  --queue N               orders that may wait; beyond it 503 (1024)
  --max-connections N     connections at once (4096)
  --header-timeout MS     from a request's first byte to the end of its headers (10000)
  --idle-timeout MS       between two requests (75000)
  --body-timeout MS       for a body to arrive (30000)
  --drain-timeout MS      from SIGTERM to the end at the latest (10000)
  --help, --version
)";

enum Option : int {
    Listen = 256,
    PortFile,
    Database,
    Cert,
    Key,
    ClientCa,
    ReceiptKey,
    Migrations,
    ConsoleAddress,
    ConsoleRoot,
    ConsolePortFile,
    Catalogues,
    Turn,
    TurnSecret,
    Region,
    Queue,
    MaxConnections,
    HeaderTimeout,
    IdleTimeout,
    BodyTimeout,
    DrainTimeout,
    Help,
    Version,
};

constexpr option kOptions[] = {
    {"listen", required_argument, nullptr, Listen},
    {"port-file", required_argument, nullptr, PortFile},
    {"database", required_argument, nullptr, Database},
    {"cert", required_argument, nullptr, Cert},
    {"key", required_argument, nullptr, Key},
    {"client-ca", required_argument, nullptr, ClientCa},
    {"receipt-key", required_argument, nullptr, ReceiptKey},
    {"migrations", required_argument, nullptr, Migrations},
    {"console", required_argument, nullptr, ConsoleAddress},
    {"console-root", required_argument, nullptr, ConsoleRoot},
    {"console-port-file", required_argument, nullptr, ConsolePortFile},
    {"catalogues", required_argument, nullptr, Catalogues},
    {"turn", required_argument, nullptr, Turn},
    {"turn-secret", required_argument, nullptr, TurnSecret},
    {"region", required_argument, nullptr, Region},
    {"queue", required_argument, nullptr, Queue},
    {"max-connections", required_argument, nullptr, MaxConnections},
    {"header-timeout", required_argument, nullptr, HeaderTimeout},
    {"idle-timeout", required_argument, nullptr, IdleTimeout},
    {"body-timeout", required_argument, nullptr, BodyTimeout},
    {"drain-timeout", required_argument, nullptr, DrainTimeout},
    {"help", no_argument, nullptr, Help},
    {"version", no_argument, nullptr, Version},
    {nullptr, 0, nullptr, 0},
};

template <class Number>
bool parseNumber(std::string_view text, Number &into, Number min, Number max)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc() && end == text.data() + text.size() && into >= min && into <= max;
}

bool parseMillis(std::string_view text, yz::Milliseconds &into)
{
    long millis = 0;
    const bool good = parseNumber(text, millis, 1L, 3'600'000L);
    into = yz::Milliseconds(millis);
    return good;
}

bool parseListen(std::string_view text, std::string &into, std::uint16_t &port)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return false;
    auto host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    into = host;
    return parseNumber<std::uint16_t>(text.substr(colon + 1), port, 0, 65535);
}

bool parseRegion(std::string_view text, std::string &into)
{
    into = text;
    return !text.empty() && text.size() <= 12 &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

bool accept(int option, const char *value, yz::hub::HubOptions &options)
{
    switch (option) {
    case Listen:
        return parseListen(value, options.host, options.port);
    case PortFile:
        options.portFile = value;
        return true;
    case Database:
        options.database = value;
        return true;
    case Cert:
        options.certificate = value;
        return true;
    case Key:
        options.key = value;
        return true;
    case ClientCa:
        options.clientAuthority = value;
        return true;
    case ReceiptKey:
        options.receiptKey = value;
        return true;
    case Migrations:
        options.migrations = value;
        return true;
    case ConsoleAddress:
        return parseListen(value, options.consoleHost, options.consolePort);
    case ConsoleRoot:
        options.consoleRoot = value;
        return true;
    case ConsolePortFile:
        options.consolePortFile = value;
        return true;
    case Catalogues:
        options.catalogues = value;
        return true;
    case Turn:
        options.turn.emplace_back(value);
        return true;
    case TurnSecret:
        options.turnSecret = value;
        return true;
    case Region:
        return parseRegion(value, options.region);
    case Queue:
        return parseNumber<std::size_t>(value, options.queue, 1, 1'000'000);
    case MaxConnections:
        return parseNumber<std::size_t>(value, options.maxConnections, 1, 1'000'000);
    case HeaderTimeout:
        return parseMillis(value, options.headerTimeout);
    case IdleTimeout:
        return parseMillis(value, options.idleTimeout);
    case BodyTimeout:
        return parseMillis(value, options.bodyTimeout);
    case DrainTimeout:
        return parseMillis(value, options.drainTimeout);
    default:
        return false;
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && std::string_view(argv[1]) == "agents")
        return yz::hub::agentsCommand(argc - 1, argv + 1);
    if (argc > 1 && std::string_view(argv[1]) == "orders")
        return yz::hub::ordersCommand(argc - 1, argv + 1);
    yz::hub::HubOptions options;
    int index = 0;
    for (int found = 0; (found = getopt_long(argc, argv, "", kOptions, &index)) != -1;) {
        if (found == Help || found == Version) {
            std::fputs(found == Help ? kHelp : "yizhan-hubd " YIZHAN_VERSION "\n", stdout);
            return EXIT_SUCCESS;
        }
        if (found == '?' || !accept(found, optarg, options)) {
            if (found != '?')
                std::fprintf(stderr, "yizhan-hubd: not a value for --%s: %s\n", kOptions[index].name, optarg);
            std::fputs("Try 'yizhan-hubd --help'.\n", stderr);
            return 2;
        }
    }
    for (const auto *needed : {&options.certificate, &options.key, &options.clientAuthority, &options.receiptKey}) {
        if (optind < argc || needed->empty()) {
            std::fputs("yizhan-hubd: --cert, --key, --client-ca and --receipt-key are needed.\n", stderr);
            return 2;
        }
    }
    if (!options.consoleHost.empty() && options.consoleRoot.empty()) {
        std::fputs("yizhan-hubd: --console needs --console-root.\n", stderr);
        return 2;
    }
    const yz::SystemClock clock;
    const auto ended = yz::hub::runHub(options, clock);
    if (!ended) {
        const auto name = yz::name(ended.error().fault);
        std::fprintf(stderr, "yizhan-hubd: %.*s: %s\n", static_cast<int>(name.size()), name.data(),
                     ended.error().detail.c_str());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
