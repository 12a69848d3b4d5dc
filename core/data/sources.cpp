#include "data/sources.hpp"

namespace ice::data {

const std::vector<Source>& sources() {
  static const std::vector<Source> all = [] {
    std::vector<Source> list = synthetic_sources();
    list.insert(list.end(), {housing_source(), fashion_mnist_source(), idx_source(), csv_source(),
                             hdf5_source()});
    return list;
  }();
  return all;
}

}  // namespace ice::data
