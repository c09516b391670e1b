// Marks what a shared build of the library exports. Everything else stays hidden.
#ifndef ARREARS_API_HPP
#define ARREARS_API_HPP

#if defined(ARREARS_STATIC)
#define ARREARS_API
#elif defined(ARREARS_BUILDING)
#define ARREARS_API __attribute__((visibility("default")))
#else
#define ARREARS_API
#endif

#endif
