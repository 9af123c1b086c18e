// SPDX-License-Identifier: Apache-2.0
#include <camera/camera_choice.h>

#include <engine/confinement.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

namespace {

bool opens(const std::string &path, int how)
{
    const int descriptor = ::open(path.c_str(), how | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        ::close(descriptor);
    return descriptor >= 0;
}

bool can(std::string_view what, const std::string &object)
{
    if (what == "read")
        return opens(object, O_RDONLY);
    if (what == "write")
        return opens(object, O_WRONLY);
    if (what == "make")
        return opens(object, O_WRONLY | O_CREAT);
    if (what == "list") {
        std::error_code error;
        const std::filesystem::directory_iterator at(object, error);
        return !error;
    }
    if (what == "memory")
        return opens("/proc/" + object + "/mem", O_RDONLY);
    if (what == "signal")
        return ::kill(std::stoi(object), 0) == 0;
    return false;
}

} // namespace

/** Confined as yizhan-call is; then each pair of words is tried, and told whether it went. Not shipped. */
int main(int argc, char **argv)
{
    if (!yz::prepareGStreamer())
        return 1;
    std::error_code error;
    long threads = 0;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/task", error))
        threads += entry.exists(error) ? 1 : 0;
    if (const auto confined = yz::confine(); !confined) {
        std::fprintf(stderr, "%s\n", confined.error().detail.c_str());
        return 77;
    }
    std::printf("threads %ld\n", threads);
    for (int i = 1; i + 1 < argc; i += 2)
        std::printf("%s %s\n", argv[i], can(argv[i], argv[i + 1]) ? "yes" : "no");
    rlimit core{1, 1};
    ::getrlimit(RLIMIT_CORE, &core);
    std::printf("core %s\n", core.rlim_max == 0 ? "no" : "yes");
    return 0;
}
