// SPDX-License-Identifier: Apache-2.0
#include "hub/hub.h"

#include "call/desk_record.h"
#include "call/switchboard.h"
#include "catalogue_shelf.h"
#include "console/console_listener.h"
#include "http_session.h"
#include "hub/migrations.h"
#include "listener.h"
#include "tls_files.h"

#include <boost/asio/basic_signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>

namespace yz::hub {
namespace {

/** Written beside and renamed, so that whoever waits for it never reads half a number. */
bool writePort(const std::string &path, std::uint16_t port)
{
    const auto beside = path + ".new";
    {
        std::ofstream file(beside, std::ios::trunc);
        file << port << '\n';
        if (!file.flush())
            return false;
    }
    return std::rename(beside.c_str(), path.c_str()) == 0;
}

CallAgent asCallAgent(AgentIdentity agent)
{
    const bool mayAnswer = agent.may("agent");
    return {agent.id, std::move(agent.name), std::move(agent.display), std::move(agent.organisation), mayAnswer};
}

/** The hub's parts, in the order they need each other. */
class Hub
{
public:
    Hub(const HubOptions &options, const Clock &clock, const ReceiptSigner &signer, StaticFiles files,
        TurnServers turnServers)
        : m_options(options),
          m_log(clock),
          m_io(1),
          m_tls(asio::ssl::context::tls_server),
          m_registrar(signer, options.region, clock),
          m_intake(m_io, {options.database, options.queue}, m_registrar, m_log),
          m_desk(m_io, options.database, clock, m_log),
          m_record(m_io, m_desk, clock, m_log),
          m_calls(m_io, m_record, std::move(turnServers), clock, m_log),
          m_catalogues(options.catalogues),
          m_router(m_intake, m_desk, m_calls.rooms(), m_catalogues, clock),
          m_listener(
              m_io,
              [this](Socket socket, SessionRegistry &sessions) {
                  return serveConnection(std::move(socket), m_tls, m_router, m_calls, sessions, patience(), m_log);
              },
              options.maxConnections, m_log),
          m_sessions(clock),
          m_passwords(m_io),
          m_console{std::move(files),
                    m_desk,
                    m_sessions,
                    m_passwords,
                    clock,
                    m_log,
                    [this] { m_calls.rooms().ordersChanged(); },
                    [this](Socket &socket, Request upgrade, AgentIdentity agent, Console::StillIn stillIn,
                           SessionRegistry::Entry &entry) {
                        return m_calls.serveAgent(socket, std::move(upgrade), asCallAgent(std::move(agent)),
                                                  std::move(stillIn), entry);
                    }},
          m_consoleListener(
              m_io,
              [this](Socket socket, SessionRegistry &sessions) {
                  return serveConsole(std::move(socket), m_console, sessions, patience(), m_log);
              },
              options.maxConnections, m_log),
          m_signals(m_io, SIGTERM, SIGINT)
    {
        m_desk.onChange([this] { m_calls.rooms().ordersChanged(); });
        m_record.onChange([this] { m_calls.rooms().ordersChanged(); });
    }

    Result<void> run()
    {
        const auto secured = configureTls(m_tls, {m_options.certificate, m_options.key, m_options.clientAuthority});
        if (!secured)
            return secured;
        const auto listening = m_listener.listen(m_options.host, m_options.port);
        if (!listening)
            return listening;
        const auto open =
            hasConsole() ? m_consoleListener.listen(m_options.consoleHost, m_options.consolePort) : Result<void>();
        if (!open)
            return open;
        m_intake.start();
        m_desk.start();
        m_record.start();
        m_calls.start();
        asio::co_spawn(m_io, serve(), asio::detached);
        asio::co_spawn(m_io, m_listener.sessions().watchDeadlines(), asio::detached);
        asio::co_spawn(m_io, m_consoleListener.sessions().watchDeadlines(), asio::detached);
        asio::co_spawn(m_io, awaitSignal(), asio::detached);
        m_io.run();
        m_log.write("hub.stopped");
        return {};
    }

private:
    Patience patience() const
    {
        return {.idle = m_options.idleTimeout, .headers = m_options.headerTimeout, .body = m_options.bodyTimeout};
    }

    Awaitable<void> serve()
    {
        co_await m_intake.opened();
        if (hasConsole()) {
            tellPort(m_options.consolePortFile, m_consoleListener.port(), "hub.console");
            asio::co_spawn(m_io, m_consoleListener.accept(), asio::detached);
        }
        tellPort(m_options.portFile, m_listener.port(), "hub.serving");
        co_await m_listener.accept();
    }

    bool hasConsole() const { return !m_options.consoleHost.empty(); }
    void tellPort(const std::string &file, std::uint16_t port, const char *event)
    {
        if (!file.empty() && !writePort(file, port))
            m_log.write("hub.port-file-not-written");
        m_log.write(event, {{"port", port}});
    }

    Awaitable<void> awaitSignal()
    {
        ErrorCode error;
        co_await m_signals.async_wait(into(error));
        m_log.write("hub.stopping", {{"connections", static_cast<std::int64_t>(m_listener.sessions().size())}});
        m_calls.stop();
        m_listener.stop();
        m_consoleListener.stop();
        Timer hardEnd(m_io, m_options.drainTimeout);
        hardEnd.async_wait([this](ErrorCode cancelled) {
            if (!cancelled)
                m_io.stop();
        });
        co_await m_listener.sessions().drained();
        co_await m_consoleListener.sessions().drained();
        m_listener.sessions().stopWatching();
        m_consoleListener.sessions().stopWatching();
        co_await m_record.finish();
        hardEnd.cancel();
        m_intake.stop();
        m_desk.stop();
    }

    const HubOptions &m_options;
    HubLog m_log;
    asio::io_context m_io;
    asio::ssl::context m_tls;
    Registrar m_registrar;
    Intake m_intake;
    Desk m_desk;
    DeskRecord m_record;
    Switchboard m_calls;
    CatalogueShelf m_catalogues;
    Router m_router;
    Listener m_listener;
    AgentSessions m_sessions;
    PasswordChecker m_passwords;
    Console m_console;
    Listener m_consoleListener;
    asio::basic_signal_set<Executor> m_signals;
};

} // namespace

Result<void> runHub(const HubOptions &options, const Clock &clock)
{
    std::signal(SIGPIPE, SIG_IGN);
    for (const auto &file : {options.portFile, options.consolePortFile}) {
        if (!file.empty())
            std::remove(file.c_str()); // an earlier run's would mislead whoever waits for it
    }
    auto files = options.consoleHost.empty() ? Result(StaticFiles()) : StaticFiles::load(options.consoleRoot);
    if (!files)
        return files.error();
    auto turnServers = TurnServers::load(options.turn, options.turnSecret);
    if (!turnServers)
        return turnServers.error();
    const auto signer = ReceiptSigner::load(options.receiptKey);
    if (!signer)
        return signer.error();
    const auto steps = options.migrations.empty() ? Result(builtInMigrations()) : migrationsIn(options.migrations);
    if (!steps)
        return steps.error();
    const auto migrated = migrate(options.database, *steps);
    if (!migrated)
        return migrated.error();
    try { // Boost's constructors throw when the machine has nothing left to give
        Hub hub(options, clock, *signer, std::move(*files), std::move(*turnServers));
        return hub.run();
    } catch (const std::exception &trouble) {
        return {Fault::Internal, trouble.what()};
    }
}

} // namespace yz::hub
