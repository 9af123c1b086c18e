/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Test only, loaded into the program under test. A USB node of the emulated bus is a FIFO, and a FIFO cannot say
 * "the device is gone" while a writer holds it; the world unlinks it, and this says what usbfs would have said.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <poll.h>
#include <sys/stat.h>

typedef int (*PollFunction)(struct pollfd *, nfds_t, int);

static PollFunction real_poll;

/* Not at first use: two threads would race for it. */
__attribute__((constructor)) static void find_real_poll(void)
{
    *(void **)&real_poll = dlsym(RTLD_NEXT, "poll");
}

int poll(struct pollfd *fds, nfds_t count, int timeout)
{
    if (!real_poll)
        find_real_poll();
    const int ready = real_poll(fds, count, timeout);
    struct stat about;
    for (nfds_t i = 0; ready > 0 && i < count; ++i)
        if (fds[i].revents && !fstat(fds[i].fd, &about) && S_ISFIFO(about.st_mode) && about.st_nlink == 0)
            fds[i].revents |= POLLERR | POLLHUP;
    return ready;
}
