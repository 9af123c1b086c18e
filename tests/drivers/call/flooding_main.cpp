// SPDX-License-Identifier: Apache-2.0
#include <call/call_message.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <vector>

using namespace yz;

/** In the place of yizhan-call, but taken over by somebody: it tells of the largest pictures as fast as it can, and
 * takes no orders. Not shipped. */
int main(int argc, char **argv)
{
    if (argc != 5 || std::strcmp(argv[1], "--control") != 0)
        return 2;
    const int control = std::atoi(argv[2]);
    auto frames = FrameSlots::attach(std::atoi(argv[4]));
    if (!frames)
        return 2;
    char order = 0;
    if (::read(control, &order, 1) != 1) // a call begins
        return 1;
    std::vector<std::byte> pixels(FrameSlots::kMostPixels * 4);
    QByteArray words = encode(callwire::Offer{1, QStringLiteral("v=0")});
    for (int i = 0; i < 500; ++i)
        words += encode(callwire::Shown{1, i % 2 == 0 ? CallStream::Remote : CallStream::Own});
    for (;;) {
        for (const auto stream : {CallStream::Remote, CallStream::Own})
            frames->write(stream, pixels.data(), pixels.size(), 1280, 720, 1280 * 4);
        if (::write(control, words.constData(), static_cast<std::size_t>(words.size())) < 0)
            return 1;
    }
}
