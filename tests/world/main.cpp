// SPDX-License-Identifier: Apache-2.0
#include "control_server.h"
#include "judge/slip_picture.h"
#include "program.h"
#include "words.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using namespace yz::world;

constexpr const char *kUsage =
    "yizhan-world: runs a program on an emulated USB bus with an ID-card reader and a receipt printer.\n"
    "  yizhan-world [OPTIONS] -- COMMAND [ARGUMENT...]\n"
    "  --control SOCKET   listen for commands here (default: a socket in the temporary folder)\n"
    "  --control-fd FD    an inherited, connected socket that speaks the same language\n"
    "  --script FILE      commands to run before the program starts\n"
    "  --receipts DIR     write each slip of paper there as slip-N.png and slip-N.json, after those already there\n"
    "  --clear-receipts   remove the slips of earlier runs from it first\n"
    "  --help, --version\n"
    "The program finds the control socket in YIZHAN_WORLD. The exit status is the program's own.\n";

struct Options
{
    std::string control;
    int controlFd = -1;
    std::vector<std::string> scripts;
    std::string receipts;
    bool clearReceipts = false;
    std::vector<std::string> command;
};

/** Ends the program; caught in main(), so that the emulated bus removes its folder. */
struct Failure
{
    std::string what;
};

[[noreturn]] void fail(const std::string &what)
{
    throw Failure{what};
}

Options parse(int argc, char **argv)
{
    Options options;
    int at = 1;
    const auto value = [&]() -> std::string {
        if (at + 1 >= argc)
            fail(std::string(argv[at]) + " wants a value");
        return argv[++at];
    };
    for (; at < argc; ++at) {
        const std::string word = argv[at];
        if (word == "--") {
            options.command.assign(argv + at + 1, argv + argc);
            break;
        }
        if (word == "--control")
            options.control = value();
        else if (word == "--control-fd")
            options.controlFd = static_cast<int>(numberOf(value()).value_or(-1));
        else if (word == "--script")
            options.scripts.push_back(value());
        else if (word == "--receipts")
            options.receipts = value();
        else if (word == "--clear-receipts")
            options.clearReceipts = true;
        else if (word == "--help" || word == "--version") {
            std::printf("%s", word == "--help" ? kUsage : "yizhan-world " YIZHAN_VERSION "\n");
            std::exit(0);
        } else
            fail("unknown option " + word + " (see --help)");
    }
    if (options.command.empty())
        fail("no command after -- (see --help)");
    return options;
}

/** Unix socket paths end at 108 characters, and the emulated bus puts its own under TMPDIR. */
std::string shortTemporaryFolder()
{
    const char *given = std::getenv("TMPDIR");
    std::string parent = given ? given : "";
    if (parent.empty() || parent.size() > 24) {
        parent = "/tmp";
        setenv("TMPDIR", parent.c_str(), 1);
    }
    std::string folder = parent + "/yizhan-world-XXXXXX";
    if (!mkdtemp(folder.data()))
        fail("cannot make a temporary folder under " + parent);
    static std::string made;
    made = folder;
    std::atexit([] {
        std::error_code ignored;
        std::filesystem::remove_all(made, ignored);
    });
    return folder;
}

/** The highest number of a slip that is already there: a second run must not hide what the first one printed. */
int lastSlip(const Options &options)
{
    int last = 0;
    std::error_code missing;
    std::vector<std::filesystem::path> old;
    for (const auto &entry : std::filesystem::directory_iterator(options.receipts, missing)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("slip-"))
            continue;
        old.push_back(entry.path());
        last = std::max(last, static_cast<int>(numberOf(entry.path().stem().string().substr(5)).value_or(0)));
    }
    if (!options.clearReceipts)
        return last;
    for (const auto &path : old)
        std::filesystem::remove(path, missing);
    return 0;
}

void runScript(Commands &commands, const std::string &path)
{
    std::ifstream script(path);
    if (!script)
        fail("cannot read " + path);
    int number = 0;
    for (std::string line; std::getline(script, line);) {
        ++number;
        std::string where = path;
        where.append(":").append(std::to_string(number)).append(": ");
        commands.run(line, [where](const std::string &reply) { // kept: an await is answered later
            if (reply.starts_with("error"))
                fail(where + reply);
        });
    }
}

int runWorld(const Options &options, const std::string &folder, int signals)
{
    Loop loop;
    const int before = options.receipts.empty() ? 0 : lastSlip(options);
    World world(loop, [&](const yz::judge::Slip &slip) {
        if (options.receipts.empty())
            return std::string();
        yz::judge::Slip numbered = slip;
        numbered.number += before;
        return yz::judge::writeSlip(QString::fromStdString(options.receipts), numbered).toStdString();
    });
    pid_t child = -1;
    int status = 0;
    Commands commands(loop, world, [&] {
        if (child > 0)
            kill(child, SIGTERM);
    });
    ControlServer server(loop, commands);
    std::string error;
    const std::string socket = options.control.empty() ? folder + "/control" : options.control;
    if (!server.listen(socket, error))
        fail(error);
    if (options.controlFd >= 0)
        server.adopt(options.controlFd);
    for (const auto &script : options.scripts)
        runScript(commands, script);

    loop.watch(signals, POLLIN, [&](short) {
        signalfd_siginfo info{};
        if (read(signals, &info, sizeof info) != sizeof info)
            return;
        if (info.ssi_signo != SIGCHLD) {
            kill(child, static_cast<int>(info.ssi_signo));
            return;
        }
        if (waitpid(child, &status, WNOHANG) == child)
            loop.stop();
    });
    const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    const Program program{options.command, (here / "yizhan-pollshim.so").string(), {{"YIZHAN_WORLD", socket}}};
    child = program.start();
    if (child < 0)
        fail("cannot start the program");
    loop.run();
    const int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    if (WIFSIGNALED(status))
        std::fprintf(stderr, "yizhan-world: the program was ended by signal %d\n", WTERMSIG(status));
    {
        const std::lock_guard guard(world.mutex());
        world.printer().finish();
    }
    loop.drain();
    commands.exited(code);
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    // Before any thread exists, so that all of them leave these to the loop.
    sigset_t taken;
    sigemptyset(&taken);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP})
        sigaddset(&taken, signal);
    sigprocmask(SIG_BLOCK, &taken, nullptr);
    signal(SIGPIPE, SIG_IGN);
    const int signals = signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK);
    try {
        const Options options = parse(argc, argv);
        return runWorld(options, shortTemporaryFolder(), signals);
    } catch (const Failure &failure) {
        std::fprintf(stderr, "yizhan-world: %s\n", failure.what.c_str());
        return 2;
    }
}
